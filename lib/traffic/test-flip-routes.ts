import type { ProxySettings } from './proxy-settings'
import type { Slot } from './route'
import { applyRoute } from './routes'

// For the test that kills it: moves one environment from slot to slot until the process ends.
const [settings, host, slots] = JSON.parse(process.argv[2] ?? '[]') as [ProxySettings, string, Slot[]]

for (let round = 0; ; round++) {
  await applyRoute({ backend: 1, host, slots: slots.filter((_, index) => index === round % slots.length) }, [], settings)
  if (round === 0) process.send?.('flipping')
}
