import { KeyValueTable } from '../../ui/key-value-table.tsx'
import { useConsoleState } from './console-context.tsx'
import { Section } from './section.tsx'

/** Who can sign in at the sandbox. Its passwords protect nothing, so they stand in clear. */
export function SandboxPeople() {
  const people = useConsoleState((state) => state.sandbox?.people ?? null)
  if (!people?.length) return null
  return (
    <Section title="Who can sign in" aside="login, password, who it is">
      <KeyValueTable
        label="Who can sign in"
        rows={people.map(({ login, password, note }) => ({
          name: login,
          value: password,
          from: note,
        }))}
      />
    </Section>
  )
}
