import { useConsole, useConsoleState } from '../debugger/console-context.tsx'
import type { Console } from '../debugger/console-store.ts'
import { hostsOf, judgeLabel, type JudgeLabel } from './judge-label.ts'
import { judgeInputOf, resolve, sameInput } from './settings.ts'
import { useResolved, useTokens, useTokensState } from './tokens-context.tsx'
import type { Judged } from './tokens-state.ts'
import type { Tokens } from './tokens-store.ts'

/** Presses the primary button of this area; the keyboard does it without the button. */
export function pressJudge(tokens: Tokens, console: Console): void {
  const input = judgeInputOf(resolve(tokens.store.getState().settings, console.store.getState()))
  if (input) void tokens.judge(input)
}

export interface JudgeButton extends JudgeLabel {
  isPossible: boolean
  press: () => void
}

export function useJudgeButton(): JudgeButton {
  const tokens = useTokens()
  const console = useConsole()
  const settings = useResolved()
  const sandbox = useConsoleState((state) => state.sandbox)
  const judged = useTokensState((state) => state.judged)
  const chosen = useTokensState((state) => state.chosen !== null)
  const input = judgeInputOf(settings)
  const before = Object.values(judged).filter(
    ({ by }) => input && sameInput({ ...by, customers: input.customers }, input),
  )
  return {
    ...judgeLabel(settings, sandbox, hostsOf(before.map(({ judgement }) => judgement))),
    isPossible: chosen && input !== null,
    press: () => pressJudge(tokens, console),
  }
}

/** Whether other settings than those of the judgement are chosen by now. */
export function useIsStale(judged: Judged | null): boolean {
  const input = judgeInputOf(useResolved())
  return judged !== null && (input === null || !sameInput(judged.by, input))
}
