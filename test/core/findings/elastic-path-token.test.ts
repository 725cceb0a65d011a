import { testRows } from './elastic-path-run.ts'
import { tokenRows } from './elastic-path-token-rows.ts'

testRows(tokenRows)
