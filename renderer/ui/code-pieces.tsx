import { classes } from './classes.ts'
import styles from './code-block.module.css'
import type { Piece } from './code-lines.ts'
import { HeldParts } from './held-parts.tsx'
import { Masked } from './masked.tsx'
import { type MaskPlace, partsAt } from './masks.ts'

interface CodePiecesProps {
  pieces: readonly Piece[]
  /** The masks of the whole text, where they can be revealed. */
  masks?: readonly MaskPlace[] | undefined
}

/** Pieces of protocol data, each in the colour of its kind. */
export function CodePieces({ pieces, masks }: CodePiecesProps) {
  return pieces.map(({ kind, text, at }, place) => (
    // A piece has no other identity than its place.
    // oxlint-disable-next-line react/no-array-index-key
    <span key={place} className={classes(styles.piece, kind !== 'plain' && styles[kind])}>
      {masks && at !== undefined ? (
        <HeldParts parts={partsAt(text, at, masks)} name={nameBefore(pieces, place)} />
      ) : (
        <Masked>{text}</Masked>
      )}
    </span>
  ))
}

/** The member whose value a piece is. */
function nameBefore(pieces: readonly Piece[], place: number): string {
  const name = pieces.slice(0, place).findLast(({ kind }) => kind === 'name')
  return name ? name.text.replaceAll('"', '') : 'a masked value'
}
