/* What changes between two texts, line by line. Pure. */

export interface DiffLine {
  kind: 'same' | 'added' | 'removed'
  text: string
  /** Its number in the former text and in the new one; null where it does not stand. */
  before: number | null
  after: number | null
}

/** A run of unchanged lines that need not be read. */
export interface DiffGap {
  kind: 'gap'
  count: number
}

/** Beyond this many steps the middle is shown as replaced as a whole, so that a large paste stays quick. */
const mostSteps = 600

export function diffLines(before: string, after: string): DiffLine[] {
  const [old, now] = [linesOf(before), linesOf(after)]
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head++
  let tail = 0
  while (
    tail < Math.min(old.length, now.length) - head &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  ) {
    tail++
  }
  const script = [
    ...old.slice(0, head).map((text) => ({ kind: 'same' as const, text })),
    ...middle(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...old.slice(old.length - tail).map((text) => ({ kind: 'same' as const, text })),
  ]
  let [from, to] = [0, 0]
  return script.map(({ kind, text }) => ({
    kind,
    text,
    before: kind === 'added' ? null : ++from,
    after: kind === 'removed' ? null : ++to,
  }))
}

const linesOf = (text: string) => (text === '' ? [] : text.split('\n'))

type Step = Pick<DiffLine, 'kind' | 'text'>

const removed = (text: string): Step => ({ kind: 'removed', text })
const added = (text: string): Step => ({ kind: 'added', text })

/** Myers, "An O(ND) Difference Algorithm": the fewest lines that have to go and to come. */
function middle(old: string[], now: string[]): Step[] {
  const trace: Map<number, number>[] = []
  let reach = new Map([[1, 0]])
  for (let steps = 0; steps <= Math.min(old.length + now.length, mostSteps); steps++) {
    trace.push(new Map(reach))
    reach = new Map(reach)
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      let x = furthest(reach, diagonal, steps)
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++
      reach.set(diagonal, x)
      if (x >= old.length && x - diagonal >= now.length) return walkBack(trace, old, now)
    }
  }
  return [...old.map(removed), ...now.map(added)]
}

const isDown = (reach: Map<number, number>, diagonal: number, steps: number) =>
  diagonal === -steps ||
  (diagonal !== steps && (reach.get(diagonal - 1) ?? -1) < (reach.get(diagonal + 1) ?? -1))

const furthest = (reach: Map<number, number>, diagonal: number, steps: number) =>
  isDown(reach, diagonal, steps)
    ? (reach.get(diagonal + 1) ?? 0)
    : (reach.get(diagonal - 1) ?? 0) + 1

function walkBack(trace: Map<number, number>[], old: string[], now: string[]): Step[] {
  const steps: Step[] = []
  let [x, y] = [old.length, now.length]
  for (let step = trace.length - 1; step >= 0; step--) {
    const reach = trace[step] ?? new Map<number, number>()
    const diagonal = x - y
    const down = isDown(reach, diagonal, step)
    const from = reach.get(down ? diagonal + 1 : diagonal - 1) ?? 0
    const fromY = from - (down ? diagonal + 1 : diagonal - 1)
    while (x > from && y > fromY && x > 0 && y > 0) {
      steps.push({ kind: 'same', text: old[--x] ?? '' })
      y--
    }
    if (step === 0) break
    if (down) steps.push({ kind: 'added', text: now[--y] ?? '' })
    else steps.push({ kind: 'removed', text: old[--x] ?? '' })
  }
  return steps.toReversed()
}

/** Leaves `around` unchanged lines beside every change; longer runs become a gap. */
export function foldSame(lines: readonly DiffLine[], around = 3): (DiffLine | DiffGap)[] {
  const near = lines.map(() => false)
  for (const [at, { kind }] of lines.entries()) {
    if (kind === 'same') continue
    for (let beside = at - around; beside <= at + around; beside++) {
      if (beside >= 0 && beside < lines.length) near[beside] = true
    }
  }
  const folded: (DiffLine | DiffGap)[] = []
  for (const [at, line] of lines.entries()) {
    const last = folded.at(-1)
    if (near[at]) folded.push(line)
    else if (last?.kind === 'gap') last.count++
    else folded.push({ kind: 'gap', count: 1 })
  }
  return folded
}

export function countChanges(lines: readonly DiffLine[]): { added: number; removed: number } {
  const of = (kind: DiffLine['kind']) => lines.filter((line) => line.kind === kind).length
  return { added: of('added'), removed: of('removed') }
}
