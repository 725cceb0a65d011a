import { Button, TooltipTrigger } from 'react-aria-components'
import { Brand } from '../../ui/brand.tsx'
import { Hint } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/icon.tsx'
import { type Area, areas } from './areas.ts'
import styles from './rail.module.css'

interface RailProps {
  area: Area
  onGo: (area: Area) => void
}

/** The areas of the console; each keeps what it shows while another one is on screen. */
export function Rail({ area, onGo }: RailProps) {
  return (
    <nav className={styles.rail} aria-label="Areas">
      <div className={styles.brand}>
        <Brand size={26} />
      </div>
      {areas.map(({ id, title, icon, key }) => (
        <TooltipTrigger key={id} delay={500}>
          <Button
            className={classes(styles.item, id === area && styles.here)}
            aria-current={id === area ? 'page' : undefined}
            onPress={() => onGo(id)}
          >
            <Icon name={icon} size={18} />
            <span className={styles.word}>{title}</span>
          </Button>
          <Hint placement="right" shortcut={`G ${key.toUpperCase()}`}>
            {title}
          </Hint>
        </TooltipTrigger>
      ))}
    </nav>
  )
}
