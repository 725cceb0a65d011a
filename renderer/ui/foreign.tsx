import { VisibleText } from './visible-text.tsx'

/**
 * Text that somebody else wrote: a claim, an issuer, an error. Isolated, and with its invisible characters in
 * sight, so that neither its writing direction nor they can rearrange the words around it (HC-02).
 */
export function Foreign({ children }: { children: string }) {
  return (
    <bdi>
      <VisibleText>{children}</VisibleText>
    </bdi>
  )
}
