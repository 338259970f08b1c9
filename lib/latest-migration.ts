/** The newest folder of prisma/migrations, which is not at hand in a built web server; a test keeps the two equal. */
export const latestMigration = '20261121000001_keep_words_of_errors'
