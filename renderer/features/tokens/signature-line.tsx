import { Foreign } from '../../ui/foreign.tsx'
import { Mark } from '../../ui/mark.tsx'
import styles from './signature-line.module.css'
import { signatureSentence } from './signature-sentence.ts'
import { useTokensState } from './tokens-context.tsx'
import { type Entry, judgedOf } from './tokens-state.ts'

export function SignatureLine({ entry }: { entry: Entry }) {
  const judgement = useTokensState((state) => judgedOf(state)?.judgement ?? null)
  const { mark, lead, rest } = signatureSentence(entry, judgement)
  return (
    <div className={styles.line}>
      <Mark name={mark} />
      <p>
        <strong>{lead}</strong> <Foreign>{rest}</Foreign>
      </p>
    </div>
  )
}
