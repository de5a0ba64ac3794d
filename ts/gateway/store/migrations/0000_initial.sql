CREATE TABLE "answers" (
	"channel_id" text NOT NULL,
	"cumulative_amount" numeric(29, 0) NOT NULL,
	"price" numeric(29, 0) NOT NULL,
	"sequence" bigint NOT NULL,
	"route" text NOT NULL,
	"request_hash" text NOT NULL,
	"response_hash" text NOT NULL,
	"content_type" text NOT NULL,
	"response" "bytea" NOT NULL,
	"voucher_signature" text NOT NULL,
	"receipt_signature" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "answers_channel_id_cumulative_amount_pk" PRIMARY KEY("channel_id","cumulative_amount")
);
--> statement-breakpoint
CREATE TABLE "channels" (
	"id" text PRIMARY KEY NOT NULL,
	"signer" text NOT NULL,
	"receiver" text NOT NULL,
	"token" text NOT NULL,
	"salt" bigint NOT NULL,
	"payer" text NOT NULL,
	"notice_seconds" integer NOT NULL,
	"status" text NOT NULL,
	"closes_at" bigint NOT NULL,
	"claimed" numeric(29, 0) NOT NULL,
	"funded" numeric(29, 0) NOT NULL,
	"stable" boolean NOT NULL,
	"highest" numeric(29, 0) DEFAULT 0 NOT NULL,
	"highest_signature" text,
	"final_amount" numeric(29, 0),
	"sequence" bigint DEFAULT 0 NOT NULL,
	"owed_since" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "deployments" (
	"chain_id" bigint NOT NULL,
	"escrow" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settlements" (
	"transaction" text PRIMARY KEY NOT NULL,
	"receiver" text NOT NULL,
	"token" text NOT NULL,
	"status" text NOT NULL,
	"rows" integer NOT NULL,
	"settled_rows" integer NOT NULL,
	"amount" numeric(29, 0) NOT NULL,
	"gas_used" bigint NOT NULL,
	"block_number" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "channels_status" ON "channels" USING btree ("status");--> statement-breakpoint
CREATE INDEX "channels_owed_since" ON "channels" USING btree ("owed_since");