import type { Input } from '../../../shared/contract.ts'
import { Button } from '../../ui/button.tsx'
import { useConsole } from '../debugger/console-context.tsx'

interface OpenDoctorProps {
  settings: () => Input<'doctor.check'>
  /** Where the button stands on a page of its own. */
  label?: string
}

/** Leads to the doctor, with the settings that are looked at. */
export function OpenDoctor({ settings, label = 'Callback doctor' }: OpenDoctorProps) {
  const { store, doctor } = useConsole()
  return (
    <Button
      size="small"
      kind="quiet"
      icon="check"
      aria-haspopup="dialog"
      onPress={() => {
        void doctor.check(settings())
        store.setState({ dialog: 'doctor' })
      }}
    >
      {label}
    </Button>
  )
}
