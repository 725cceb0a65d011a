import type { ReactNode } from 'react'
import type { Hop } from '../../../shared/run.ts'
import { IconButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Masked } from '../../ui/masked.tsx'
import { useConsole } from './console-context.tsx'
import { hopsSentence, letterOf, redirectName, seenWord } from './hop-words.ts'
import styles from './hops.module.css'
import { Section } from './section.tsx'

/** A broker signs the person in elsewhere: each sign-in stands inside the one that needs it. */
export function Hops({ hops }: { hops: readonly Hop[] }) {
  return (
    <Section title="Two sign-ins, one inside the other">
      <p className={styles.sentence}>
        <Foreign>{hopsSentence(hops)}</Foreign>
      </p>
      <Chain hops={hops} index={0} />
    </Section>
  )
}

function Chain({ hops, index }: { hops: readonly Hop[]; index: number }) {
  const hop = hops[index]
  if (!hop) return null
  return (
    <ol className={styles.chain} start={index + 1}>
      <li className={classes(styles.hop, !hop.seen && styles.unseen)}>
        <span className={styles.digit} aria-hidden="true">
          {index + 1}
        </span>
        <div className={styles.head}>
          <h4 className={styles.title}>
            <Foreign>{hop.title}</Foreign>
          </h4>
          <span className={classes(styles.seen, hop.seen ? 'tone-info' : 'tone-unknown')}>
            <Mark name={hop.seen ? 'info' : 'unknown'} small />
            {seenWord(hop, index)}
          </span>
        </div>
        <Parties hop={hop} />
        <Facts hop={hop} index={index} />
        <Chain hops={hops} index={index + 1} />
        {index + 1 < hops.length && (
          <p className={styles.end}>
            {`Sign-in ${index + 1} ends at R${index + 1}, after sign-in ${index + 2}.`}
          </p>
        )}
      </li>
    </ol>
  )
}

function Parties({ hop }: { hop: Hop }) {
  return (
    <dl className={styles.parties}>
      <div>
        <dt>relying party</dt>
        <dd className={styles.asks}>
          <span>
            <Foreign>{hop.relyingParty}</Foreign>
          </span>
          <Icon name="right" />
        </dd>
      </div>
      <div>
        <dt>OpenID provider</dt>
        <dd>
          <Foreign>{hop.openIdProvider}</Foreign>
          {hop.authorizationHost !== null && (
            <code className={styles.host}>
              <Foreign>{hop.authorizationHost}</Foreign>
            </code>
          )}
        </dd>
      </div>
    </dl>
  )
}

function Facts({ hop, index }: { hop: Hop; index: number }) {
  return (
    <dl className={styles.facts}>
      <Row name={<code>client_id</code>}>
        <Value
          letter={letterOf(index)}
          value={hop.clientId}
          what={`client_id ${letterOf(index)}`}
        />
      </Row>
      <Row name={<code>redirect_uri</code>}>
        <Value
          letter={redirectName(index)}
          value={hop.redirectUri}
          what={`redirect_uri ${redirectName(index)}`}
        />
      </Row>
      <Row name="registered in">
        <Foreign>{hop.registeredAt}</Foreign>
      </Row>
      <Row name={<code>state</code>}>
        <Foreign>{hop.state}</Foreign>
      </Row>
      <Row name={<code>code</code>}>
        <Foreign>{hop.code}</Foreign>
      </Row>
    </dl>
  )
}

function Row({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.row}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

interface ValueProps {
  letter: string
  value: string | null
  /** What the button copies, by name. */
  what: string
}

function Value({ letter, value, what }: ValueProps) {
  const { copy } = useConsole()
  return (
    <span className={styles.value}>
      <span className={styles.letter}>{letter}</span>
      {value === null ? (
        <span className={styles.unknown}>not known</span>
      ) : (
        <>
          <code className={styles.text}>
            <bdi>
              <Masked>{value}</Masked>
            </bdi>
          </code>
          <IconButton
            small
            className={styles.copy}
            label={`Copy ${what}`}
            icon="copy"
            onPress={() => void copy(value, 'Copied')}
          />
        </>
      )}
    </span>
  )
}
