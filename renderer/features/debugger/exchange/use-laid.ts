import { useEffect, useMemo, useState } from 'react'
import { layJson } from '../../../ui/json-text.ts'
import { atOnce, inTurns, type LaidText, layPlain } from '../../../ui/laid-text.ts'

/** Up to so many characters are laid out while the screen is drawn. */
const drawnAtOnce = 64 * 1024

/**
 * A text laid out as JSON where it is some, else null. A large one is laid out in slices between what the screen does;
 * until then it is null as well.
 */
export function useJson(text: string, cut: boolean): LaidText | null {
  const isLarge = text.length > drawnAtOnce
  const small = useMemo(
    () => (isLarge || !mayBeJson(text) ? null : atOnce(layJson(text, cut))),
    [text, cut, isLarge],
  )
  const [large, setLarge] = useState<{ of: string; laid: LaidText | null } | null>(null)
  useEffect(() => {
    if (!isLarge || !mayBeJson(text)) return
    const abort = new AbortController()
    void inTurns(layJson(text, cut), abort.signal).then((laid) => {
      if (!abort.signal.aborted) setLarge({ of: text, laid })
    })
    return () => abort.abort()
  }, [text, cut, isLarge])
  return isLarge ? (large?.of === text ? large.laid : null) : small
}

export const usePlain = (text: string): LaidText => useMemo(() => atOnce(layPlain(text)), [text])

/** An object or a list; a word or a number alone is as readable as it came. */
const mayBeJson = (text: string): boolean => /^\s*[{[]/.test(text)
