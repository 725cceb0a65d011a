/** Takes out of a list that others hold what matches. */
export function remove<T>(list: T[], matches: (one: T) => boolean): void {
  const kept = list.filter((one) => !matches(one))
  list.splice(0, list.length, ...kept)
}
