import type { RequirementInfo, RequirementRow } from '../../../shared/provider-check.ts'
import { maskText } from '../../../shared/redact.ts'
import { evidenceOf } from './evidence.ts'
import type { Facts, Finding, Requirement, Subject } from './requirement.ts'

/* One requirement as a row of the report. Pure. */

/** Of what comes from the provider. */
const widest = { found: 160, message: 1000 }

export function infoOf({ id, title, requirement, why, source }: Requirement): RequirementInfo {
  return { id, title, requirement, why, source }
}

export function checkingRow(requirement: Requirement): RequirementRow {
  return {
    ...infoOf(requirement),
    result: 'checking',
    found: '',
    message: '',
    evidence: null,
    learnedFrom: '',
    fix: null,
    whatWouldTell: null,
  }
}

export function judgedRow(
  requirement: Requirement,
  facts: Facts,
  subject: Subject,
): RequirementRow {
  const finding = requirement.judge(facts, subject)
  const { result, found, message, decisive, learnedFrom = 'document', fix } = finding
  return {
    ...infoOf(requirement),
    result,
    found: shown(found, widest.found),
    message: shown(message, widest.message),
    evidence: evidenceOf(decisive, facts),
    learnedFrom,
    fix: fix
      ? {
          sentence: shown(fix.sentence, widest.message),
          copy: fix.copy ? maskText(fix.copy) : null,
        }
      : null,
    whatWouldTell: tellsOf(finding, requirement),
  }
}

/** The check ended before this was learned. */
export function endedRow(requirement: Requirement, message: string): RequirementRow {
  return {
    ...checkingRow(requirement),
    result: 'unknown',
    found: 'not reached',
    message,
    whatWouldTell: requirement.tells,
  }
}

const shown = (text: string, most: number) =>
  maskText(text.length > most ? `${text.slice(0, most)} …` : text)

const tellsOf = ({ result }: Finding, { tells }: Requirement) =>
  result === 'unknown' || result === 'skipped' ? tells : null
