import { testRows } from './elastic-path-run.ts'
import { storeRows } from './elastic-path-store-rows.ts'

testRows(storeRows)
