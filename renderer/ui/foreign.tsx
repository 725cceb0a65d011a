/**
 * Text that somebody else wrote: a claim, an issuer, an error. Isolated, so that its writing direction and its
 * invisible characters cannot rearrange the words around it (HC-02).
 */
export function Foreign({ children }: { children: string }) {
  return <bdi>{children}</bdi>
}
