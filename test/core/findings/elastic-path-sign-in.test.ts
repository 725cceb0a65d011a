import { testRows } from './elastic-path-run.ts'
import { signInRows } from './elastic-path-sign-in-rows.ts'

testRows(signInRows)
