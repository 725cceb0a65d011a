import type { IconName } from './sprite.tsx'

interface IconProps {
  name: IconName
  size?: 12 | 14 | 16 | 18
}

/** Decoration beside a word or inside a named button; it never carries the meaning alone. */
export function Icon({ name, size = 16 }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <use href={`#i-${name}`} />
    </svg>
  )
}
