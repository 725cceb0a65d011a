import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../shared/finding.ts'
import { MASK } from '../../../shared/redact.ts'
import { findingsWith } from '../../support/findings.ts'
import type { Case, Row } from './elastic-path-rows.ts'

const run = (one: Case) => findingsWith({ flowId: 'elastic-path-customer', ...one })

const inWords = ({ evidence }: Finding) =>
  evidence.map(({ name, expected, found }) =>
    expected === null ? `${name}: ${found}` : `${name}: ${expected} -> ${found}`,
  )

const says = (rows: string[], one: string | RegExp) =>
  rows.some((row) => (typeof one === 'string' ? row === one : one.test(row)))

/** Each row both ways: what triggers the rule, and the failure like it that must not. */
export function testRows(rows: readonly Row[]): void {
  describe.each(rows)('$rule, $confidence at $stage', (row) => {
    it('is found, and says why and what to change', async () => {
      const { stageId, findings } = await run(row.when)
      const found = findings.filter(({ ruleId }) => ruleId === row.rule)
      const [one] = found
      expect({ stageId, found: found.map(({ confidence }) => confidence) }).toEqual({
        stageId: row.stage,
        found: [row.confidence],
      })
      const rowsOfIt = one ? inWords(one) : []
      expect({ rowsOfIt, missing: row.evidence?.filter((part) => !says(rowsOfIt, part)) }).toEqual({
        rowsOfIt,
        missing: row.evidence && [],
      })
      expect(one).toMatchObject(row.setting === undefined ? {} : { setting: row.setting })
      for (const text of [one?.title, one?.explanation, one?.change.what, one?.change.next])
        expect(text).toMatch(/\S[.]$/)
      // What holds no secret needs no mask.
      expect(JSON.stringify(findings)).not.toContain(MASK)
    })

    it('is not found for a failure like it', async () => {
      const { stageId, findings } = await run(row.neighbour)
      expect(stageId).not.toBe('')
      expect(findings.map(({ ruleId }) => ruleId)).not.toContain(row.rule)
    })
  })
}
