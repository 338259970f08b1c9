import { redirect } from 'next/navigation'

export default async function ApplicationPage({ params }: PageProps<'/apps/[app]'>) {
  redirect(`/apps/${(await params).app}/branches`)
}
