import { Segments } from '../../ui/segments.tsx'
import { useAdministration, useLiveState } from './live-context.tsx'

const ways = [
  { id: 'configure', label: 'Configure' },
  { id: 'live', label: 'Live' },
] as const

/** What the connection says, or what the platform has. */
export function WaySegments() {
  const { show } = useAdministration()
  const way = useLiveState((state) => state.way)
  return <Segments label="Configure or live" items={ways} value={way} onChange={show} />
}
