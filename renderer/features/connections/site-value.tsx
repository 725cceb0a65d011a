import type { DocumentPath, EffectiveValue, Problem } from '../../../shared/connection-form.ts'
import { Button } from '../../ui/button.tsx'
import chip from '../../ui/chip.module.css'
import { Chip } from '../../ui/chip.tsx'
import { classes } from '../../ui/classes.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Masked } from '../../ui/masked.tsx'
import { useConnections, useConnectionsState } from './connections-context.tsx'
import { isStoredAt, type OpenDocument, valueAt } from './document.ts'
import { layerOf, placeOf } from './effective.ts'
import { parsedOr } from './field-text.ts'
import fields from './fields.module.css'
import { type ControlIds, FormRow } from './form-row.tsx'
import { SecretControl } from './secret-field.tsx'
import { isKeptSecret } from './secret-ranges.ts'
import { showPlace, siteSpot } from './show-place.ts'
import styles from './site-section.module.css'
import { TextControl } from './text-field.tsx'

interface SiteValueProps {
  site: string
  value: EffectiveValue
  document: OpenDocument
  container: DocumentPath | null
  problems: readonly Problem[]
}

/** One value of a site configuration: what holds, who says so, and what follows when nobody does. */
export function SiteValue(props: SiteValueProps) {
  const { site, value, container, problems } = props
  const { standing, path } = placeOf(value, site, container)
  const layer = layerOf(value)
  const isSkipped = standing === 'unset' && value.skips !== null
  return (
    <FormRow
      path={path}
      spot={siteSpot(site, value.name)}
      label={value.name}
      isWireName
      problems={problems}
      chip={
        isSkipped ? (
          <span className={classes(chip.chip, styles.amber)}>unset</span>
        ) : (
          layer !== '' && (
            <Chip tone={standing === 'own' ? 'info' : 'plain'} title={value.layer}>
              <Foreign>{layer}</Foreign>
            </Chip>
          )
        )
      }
      below={
        <>
          {isSkipped && value.skips !== null && (
            <p className={styles.skipped}>
              <Mark name="skipped" small />
              <span>
                <span className="tone-skipped">skipped, unset</span>
                {/* Where something was found, it says the same. */}
                {problems.length === 0 && `: ${value.skips}`}
              </span>
            </p>
          )}
          {value.shadows.map((shadow) => (
            <p key={shadow.layer} className={styles.fact}>
              hides{' '}
              <code>
                <Masked>{shadow.value}</Masked>
              </code>{' '}
              of <Foreign>{shadow.layer}</Foreign>
            </p>
          ))}
        </>
      }
    >
      {(ids) => <ValueControl {...props} ids={ids} />}
    </FormRow>
  )
}

function ValueControl({ ids, ...props }: SiteValueProps & { ids: ControlIds }) {
  const { site, value, document, container } = props
  const { set, remove } = useConnections()
  const isBroken = useConnectionsState((state) => state.document?.tree.error !== null)
  const { standing: analysed, path } = placeOf(value, site, container)
  const own = path ? valueAt(document, path) : undefined
  // The analysis comes a little later than what is typed.
  const standing = own !== undefined && analysed !== 'elsewhere' ? 'own' : analysed
  const isSecret = isKeptSecret(value.name)
  const isForeign = standing === 'elsewhere' || path === null || !isOfSites(path, container)
  if (isForeign || (own !== undefined && typeof own !== 'string' && !isSecret)) {
    return <ShownValue {...props} ids={ids} path={path ?? value.path} isForeign={isForeign} />
  }
  const isSkipped = standing === 'unset' && value.skips !== null
  const common = {
    ids,
    isReadOnly: isBroken,
    standing:
      standing === 'own'
        ? ('own' as const)
        : isSkipped
          ? ('unset' as const)
          : ('inherited' as const),
    placeholder: value.value ?? notSet(site),
  }
  if (isSecret) {
    const place = own === undefined ? (value.path ?? path) : path
    const shown = valueAt(document, place)
    return (
      <SecretControl
        {...common}
        path={place}
        value={shown}
        isStored={shown !== undefined && isStoredAt(document, place, shown)}
        onChange={(text) => (text === '' ? remove(path) : set(path, text))}
      />
    )
  }
  return (
    <TextControl
      {...common}
      value={typeof own === 'string' ? own : ''}
      onChange={(text) => (text === '' ? remove(path) : set(path, parsedOr(text)))}
    />
  )
}

const isOfSites = (path: DocumentPath, container: DocumentPath | null) =>
  container !== null &&
  path.length > container.length &&
  container.every((name, at) => path[at] === name)

const notSet = (site: string) => (site === 'default' ? 'not set' : 'not set here or in default')

interface ShownValueProps extends SiteValueProps {
  ids: ControlIds
  path: DocumentPath | null
  isForeign: boolean
}

/** What is no single line of text, or is said elsewhere. */
function ShownValue({ ids, value, path, isForeign }: ShownValueProps) {
  const { select, store } = useConnections()
  const go = () => {
    if (!path) return
    if (isForeign) return showPlace(store, path, { takesFocus: true })
    store.setState({ view: 'json' })
    select(path, 'form')
  }
  return (
    <div className={classes(fields.field, fields.group, fields.inherited)}>
      <output id={ids.id} className={fields.shown} aria-labelledby={ids.labelId}>
        <Foreign>{value.value ?? 'not set'}</Foreign>
      </output>
      {path && (
        <Button size="small" kind="quiet" onPress={go}>
          {isForeign ? 'Go to its field' : 'Edit in JSON'}
        </Button>
      )}
    </div>
  )
}
