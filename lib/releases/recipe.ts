import { Build } from '@/lib/applications/input'
import type { ResolvedVariable } from '@/lib/config/variables'

/** How an environment builds: the application's recipe with the environment's build variables as arguments. */
export function recipeFor(build: unknown, variables: ResolvedVariable[]): Build {
  const recipe = Build.parse(build)
  const args = variables.flatMap(({ key, value, use }) => (use === 'build' && value !== null ? [[key, value]] : []))
  return { ...recipe, args: { ...recipe.args, ...Object.fromEntries(args) } }
}
