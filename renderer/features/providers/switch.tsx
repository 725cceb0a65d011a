import { Switch as AriaSwitch } from 'react-aria-components'
import styles from './switch.module.css'

interface SwitchProps {
  label: string
  isOn: boolean
  isDisabled?: boolean
  onChange: (isOn: boolean) => void
}

/** On or off, at once. */
export function Switch({ label, isOn, isDisabled, onChange }: SwitchProps) {
  return (
    <AriaSwitch
      className={styles.switch}
      isSelected={isOn}
      isDisabled={isDisabled}
      onChange={onChange}
    >
      <span className={styles.track} />
      <span className={styles.label}>{label}</span>
    </AriaSwitch>
  )
}
