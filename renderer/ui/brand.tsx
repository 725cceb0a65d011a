// Drawn in place: an img would be one more request.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
/** The mark of the product: a key bent into an S. The rail's cut is simpler than icon.svg, which is drawn large. */
export function Brand({ size }: { size: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 64 64"
      role="img"
      aria-label="SSO Flow Console"
      fill="none"
    >
      <rect x="1" y="1" width="62" height="62" rx="14" fill="#12283f" />
      <circle cx="45" cy="18.5" r="7" stroke="#7fb0ff" strokeWidth="4.5" />
      <path
        d="M38 18.5H21a4 4 0 0 0-4 4v5a4 4 0 0 0 4 4h22a4 4 0 0 1 4 4v5a4 4 0 0 1-4 4H16v8M25.5 44.5v5.5"
        stroke="#fff"
        strokeWidth="4.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
