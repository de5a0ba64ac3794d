CREATE TABLE "licenses" (
	"chain_id" bigint NOT NULL,
	"license" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_vouchers" (
	"model_id" text NOT NULL,
	"licensee" text NOT NULL,
	"cumulative_uses" numeric(20, 0) NOT NULL,
	"signature" text NOT NULL,
	"metered_uses" numeric(20, 0) DEFAULT 0 NOT NULL,
	CONSTRAINT "usage_vouchers_model_id_licensee_pk" PRIMARY KEY("model_id","licensee")
);
--> statement-breakpoint
CREATE TABLE "used_keys" (
	"key" text PRIMARY KEY NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "used_keys_expires_at" ON "used_keys" USING btree ("expires_at");