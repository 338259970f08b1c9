ALTER TABLE "Application" ADD COLUMN "fetchErrorWords" JSONB;
ALTER TABLE "Deployment" ADD COLUMN "errorWords" JSONB;
