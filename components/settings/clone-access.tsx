import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy-button'
import { DataList } from '@/components/ui/data-list'

interface CloneAccessProps {
  access: { url: string; username: string; password: string }
}

/** How to work on the demo with one's own git. */
export function CloneAccess({ access: { url, username, password } }: CloneAccessProps) {
  const t = useTranslations('demo.clone')
  const command = `git clone ${url}`
  const copyable = (text: string, label: string) => (
    <span className="flex items-center gap-1">
      <code className="min-w-0 break-all">{text}</code>
      <CopyButton text={text} label={label} />
    </span>
  )
  return (
    <>
      <p className="pb-2 text-muted">{t('what')}</p>
      <DataList
        items={[
          { term: t('command'), value: copyable(command, t('copyCommand')) },
          { term: t('username'), value: <code>{username}</code> },
          { term: t('password'), value: copyable(password, t('copyPassword')) },
        ]}
      />
    </>
  )
}
