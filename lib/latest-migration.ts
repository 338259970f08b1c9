/** The newest folder of prisma/migrations, which is not at hand in a built web server; a test keeps the two equal. */
export const latestMigration = '20261122000000_keep_words_of_errors'
