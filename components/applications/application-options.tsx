/** The choices of a select that names an application. */
export function ApplicationOptions({ applications }: { applications: { slug: string; name: string }[] }) {
  return applications.map(({ slug, name }) => (
    <option key={slug} value={slug}>
      {name}
    </option>
  ))
}
