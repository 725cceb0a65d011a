import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { IconButton } from './button.tsx'
import { Icon } from './icon.tsx'
import styles from './menu.module.css'
import type { IconName } from './sprite.tsx'

export interface MenuAction {
  id: string
  label: string
  icon: IconName
  isDisabled?: boolean
  act: () => void
}

interface MenuProps {
  label: string
  actions: readonly MenuAction[]
  /** Of the button, where it stands among others. */
  className?: string
}

/** What else can be done with the thing it stands beside. */
export function Menu({ label, actions, className }: MenuProps) {
  return (
    <MenuTrigger>
      <IconButton small={className === undefined} label={label} icon="more" className={className} />
      <Popover className={styles.popover} data-overlay placement="bottom end" offset={4}>
        <AriaMenu
          className={styles.menu}
          items={actions}
          onAction={(key) => actions.find(({ id }) => id === key)?.act()}
          disabledKeys={actions.filter(({ isDisabled }) => isDisabled).map(({ id }) => id)}
        >
          {({ label, icon }) => (
            <MenuItem className={styles.item} textValue={label}>
              <Icon name={icon} />
              {label}
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
