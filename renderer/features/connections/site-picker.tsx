import { useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { DocumentPath } from '../../../shared/connection-form.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { Mark } from '../../ui/mark.tsx'
import { useConnections, useConnectionsState } from './connections-context.tsx'
import fields from './fields.module.css'
import styles from './site-section.module.css'

interface SitePickerProps {
  sites: readonly { site: string; isDoubtful: boolean }[]
  value: string
  /** Where a new one is written; null where none can be. */
  container: DocumentPath | null
  onChange: (site: string) => void
}

export function SitePicker({ sites, value, container, onChange }: SitePickerProps) {
  return (
    <div className={styles.picker}>
      <ToggleButtonGroup
        className={styles.group}
        aria-label="Site configuration"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[value]}
        onSelectionChange={(keys) => {
          const chosen = sites.find(({ site }) => keys.has(site))
          if (chosen) onChange(chosen.site)
        }}
      >
        {sites.map(({ site, isDoubtful }) => (
          <ToggleButton key={site} id={site} className={styles.site}>
            {isDoubtful && <Mark name="warning" small label="warning" />}
            <Foreign>{site}</Foreign>
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {container && (
        <AddSite taken={sites.map(({ site }) => site)} container={container} onAdd={onChange} />
      )}
    </div>
  )
}

interface AddSiteProps {
  taken: readonly string[]
  container: DocumentPath
  onAdd: (site: string) => void
}

function AddSite({ taken, container, onAdd }: AddSiteProps) {
  const { set } = useConnections()
  const [name, setName] = useState<string | null>(null)
  const isBroken = useConnectionsState((state) => state.document?.tree.error !== null)
  if (name === null) {
    return (
      <Button
        size="small"
        kind="quiet"
        icon="plus"
        isDisabled={isBroken}
        onPress={() => setName('')}
      >
        Add site
      </Button>
    )
  }
  const site = name.trim()
  return (
    <form
      className={styles.adding}
      onSubmit={(event) => {
        event.preventDefault()
        if (site === '') return
        if (!taken.includes(site)) set([...container, site], {})
        onAdd(site)
        setName(null)
      }}
    >
      <input
        className={classes(fields.field, styles.name)}
        aria-label="Name of the site"
        placeholder="as the API names it"
        value={name}
        spellCheck="false"
        // The person asked for it just now.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          setName(null)
        }}
      />
      <Button size="small" type="submit" isDisabled={site === ''}>
        Add
      </Button>
    </form>
  )
}
