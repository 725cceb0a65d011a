import { type RefObject, useLayoutEffect, useState } from 'react'

export interface ScrollView {
  top: number
  height: number
  /** Without the scroll bar, whose width is `gutter`. */
  width: number
  gutter: number
}

/** In steps, so that a long list is not drawn anew with every pixel. */
const step = 200

/** What is in sight of a scrolling element. Its position is followed only where `follows` says so. */
export function useScrollView(
  element: RefObject<HTMLElement | null>,
  follows: boolean,
): ScrollView {
  const [view, setView] = useState<ScrollView>({ top: 0, height: 0, width: 0, gutter: 0 })
  useLayoutEffect(() => {
    const { current } = element
    if (!current) return
    const measure = () => {
      const next = {
        top: follows ? Math.floor(current.scrollTop / step) * step : 0,
        height: current.clientHeight + step,
        width: current.clientWidth,
        gutter: current.offsetWidth - current.clientWidth,
      }
      setView((before) => (isSame(before, next) ? before : next))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    if (follows) current.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      current.removeEventListener('scroll', measure)
    }
  }, [element, follows])
  return view
}

const isSame = (one: ScrollView, other: ScrollView): boolean =>
  one.top === other.top &&
  one.height === other.height &&
  one.width === other.width &&
  one.gutter === other.gutter
