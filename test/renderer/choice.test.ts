import { describe, expect, it } from 'vitest'
import {
  type Choice,
  choiceAfter,
  detailParts,
  presetOf,
  type Question,
  selectedOption,
  takeLabel,
} from '../../renderer/features/debugger/choice.ts'
import {
  currentStageId,
  initialState,
  rewindTarget,
  withRun,
} from '../../renderer/features/debugger/console-state.ts'
import { primaryOf } from '../../renderer/features/debugger/primary.ts'
import {
  markOfStage,
  runAnnouncement,
  runWords,
  stagesSummary,
  stageWord,
} from '../../renderer/features/debugger/words.ts'
import type { RunView } from '../../shared/run.ts'
import { chainedRun } from '../support/demo-chained.ts'
import { recorded } from './recorded.ts'

const asking = chainedRun('choosing', recorded.ready)
const question = asking.choosing as Question
const option = (index: number) => question.options[index] as Question['options'][number]
const shown = (run: RunView, state = initialState) => ({ ...state, ...withRun(state, run, 0) })

describe('what the run asks', () => {
  it('has its first option selected, and its list takes the focus', () => {
    const state = shown(asking)
    expect(state.choice).toMatchObject({ optionId: option(0).id, isNew: true, isSent: false })
    expect(selectedOption(asking, state.choice)).toEqual(option(0))
  })

  it('keeps the selection over snapshots of the same question', () => {
    const chosen = { ...shown(asking).choice, optionId: option(1).id, isNew: false } as Choice
    expect(choiceAfter(chosen, structuredClone(asking))).toBe(chosen)
  })

  it('begins anew with another question, and with the same one in another run', () => {
    const chosen = { ...shown(asking).choice, optionId: option(1).id, isNew: false } as Choice
    const other = { ...asking, choosing: { ...question, question: 'And for which account?' } }
    expect(choiceAfter(chosen, other)).toMatchObject({ optionId: option(0).id, isNew: true })
    expect(choiceAfter(chosen, { ...asking, id: 'another' })).toMatchObject({ isNew: true })
  })

  it('is forgotten with the question', () => {
    expect(shown({ ...recorded.paused, id: asking.id }, shown(asking)).choice).toBeNull()
  })

  it('brings its stage into sight, wherever the person was', () => {
    const away = { ...shown(recorded.paused), selectedStageId: 'discover', tab: 'tokens' as const }
    const mine = { ...asking, id: recorded.paused.id }
    const state = shown(mine, away)
    expect(state).toMatchObject({ selectedStageId: 'profiles', tab: 'stage' })
    const left = { ...state, selectedStageId: 'settings', tab: 'checks' as const }
    expect(shown(mine, left)).toMatchObject({ selectedStageId: 'settings', tab: 'checks' })
  })

  it('stays asked about stopping only as long as it is asked', () => {
    const state = { ...shown(asking), askingToCancel: true }
    expect(shown(asking, state).askingToCancel).toBe(true)
    expect(shown({ ...recorded.paused, id: asking.id }, state).askingToCancel).toBe(false)
  })
})

describe('a choice in words', () => {
  it('names what would be taken, on the one primary button', () => {
    const state = { ...shown(asking), started: true }
    expect(primaryOf(state)).toMatchObject({
      does: 'choose',
      label: 'Take Acme workforce',
      shortcut: 'N',
    })
    const choice = { ...(state.choice as Choice), optionId: option(1).id }
    expect(primaryOf({ ...state, choice })?.label).toBe('Take Customers')
  })

  it('sets a title apart that is an act of its own, and shows what cannot be seen', () => {
    const act = { ...question, input: '' }
    expect(takeLabel(act, { id: 'leave', title: 'Leave it as it is', detail: '' })).toBe(
      'Take: Leave it as it is',
    )
    expect(takeLabel(question, option(3))).toBe('Take Sandbox <U+202E>reversed')
  })

  it('says so in the stage, the list, the toolbar and to a screen reader', () => {
    const stage = asking.stages[2]
    expect(stage && stageWord(stage)).toBe('waiting for your choice')
    expect(markOfStage('choosing')).toBe('waiting')
    expect(stagesSummary(asking)).toBe('2 of 7 passed, choosing')
    expect(runWords(asking, 0)).toBe('Run 42, choosing'.replace('42', String(asking.number)))
    expect(runAnnouncement(asking)).toContain(
      'waits for your choice, 4 options. Which OIDC profile signs the person in?',
    )
    expect(currentStageId(asking)).toBe('profiles')
    expect(rewindTarget(shown(asking))?.id).toBe('profiles')
  })

  it('says how to answer beforehand, fit to be pasted into a shell', () => {
    expect(presetOf(question, option(1))).toBe('--input store.profile=b27e9a44')
    expect(presetOf(question, { ...option(1), id: "a b'c" })).toBe(
      String.raw`--input 'store.profile=a b'\''c'`,
    )
    expect(presetOf({ ...question, input: '' }, option(1))).toBeNull()
  })

  it.each([
    ['https://id.acme.example', ['https://id.acme.example']],
    ['82e395a7-b0a4', ['82e395a7-b0a4']],
    ['acme, https://acme.example/a?b=c.', ['https://acme.example/a?b=c']],
    ['Writes a membership to the store.', []],
    ['', []],
  ])('sets the code in %j in monospace', (detail, code) => {
    const parts = detailParts(detail)
    expect(parts.filter(({ isCode }) => isCode).map(({ text }) => text)).toEqual(code)
    expect(parts.map(({ text }) => text).join('')).toBe(detail)
  })
})
