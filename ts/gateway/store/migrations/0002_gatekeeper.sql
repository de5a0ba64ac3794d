CREATE TABLE "gatekeepers" (
	"chain_id" bigint NOT NULL,
	"vault" text NOT NULL,
	"secret" text NOT NULL,
	"cursor_number" bigint,
	"cursor_hash" text,
	"cursor_datasets" text
);
--> statement-breakpoint
CREATE TABLE "read_receipts" (
	"id" serial PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"dataset_id" text NOT NULL,
	"revision" integer NOT NULL,
	"researcher" text NOT NULL,
	"nonce" text NOT NULL,
	"challenge_expires_at" numeric(20, 0) NOT NULL,
	"signature" text NOT NULL,
	"range_start" bigint NOT NULL,
	"range_end" bigint NOT NULL,
	"sent_bytes" bigint,
	"block_number" bigint NOT NULL,
	"block_hash" text NOT NULL,
	"block_timestamp" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "read_sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"dataset_id" text NOT NULL,
	"revision" integer NOT NULL,
	"researcher" text NOT NULL,
	"nonce" text NOT NULL,
	"challenge_expires_at" numeric(20, 0) NOT NULL,
	"signature" text NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vault_offers" (
	"id" text PRIMARY KEY NOT NULL,
	"dataset_id" text NOT NULL,
	"token" text NOT NULL,
	"price" numeric(29, 0) NOT NULL,
	"duration" bigint NOT NULL,
	"delivery_window" bigint NOT NULL,
	"purpose_hash" text NOT NULL,
	"terms_hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vault_purchases" (
	"id" text PRIMARY KEY NOT NULL,
	"offer_id" text NOT NULL,
	"buyer" text NOT NULL,
	"salt" numeric(78, 0) NOT NULL,
	"status" text NOT NULL,
	"transaction" text
);
--> statement-breakpoint
CREATE TABLE "wrapped_keys" (
	"dataset_id" text NOT NULL,
	"researcher" text NOT NULL,
	"epoch" bigint NOT NULL,
	"version" bigint NOT NULL,
	"revision" integer NOT NULL,
	"public_key" text NOT NULL,
	"wrapped_key" text NOT NULL,
	CONSTRAINT "wrapped_keys_dataset_id_researcher_epoch_version_revision_public_key_pk" PRIMARY KEY("dataset_id","researcher","epoch","version","revision","public_key")
);
--> statement-breakpoint
ALTER TABLE "vault_purchases" ADD CONSTRAINT "vault_purchases_offer_id_vault_offers_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."vault_offers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "read_receipts_dataset_id" ON "read_receipts" USING btree ("dataset_id");--> statement-breakpoint
CREATE INDEX "read_sessions_expires_at" ON "read_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "vault_purchases_status" ON "vault_purchases" USING btree ("status");