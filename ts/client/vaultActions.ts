import { approve } from '../actions/vault/approve.ts';
import { cancelSignedGrants } from '../actions/vault/cancelSignedGrants.ts';
import { closeOffer } from '../actions/vault/closeOffer.ts';
import { deliver } from '../actions/vault/deliver.ts';
import { extend } from '../actions/vault/extend.ts';
import { getCredit } from '../actions/vault/getCredit.ts';
import { getDataset } from '../actions/vault/getDataset.ts';
import { getEncryptionKey } from '../actions/vault/getEncryptionKey.ts';
import { getGrant } from '../actions/vault/getGrant.ts';
import { getGrants } from '../actions/vault/getGrants.ts';
import { getOwed } from '../actions/vault/getOwed.ts';
import { getPurchase } from '../actions/vault/getPurchase.ts';
import { getPurchases } from '../actions/vault/getPurchases.ts';
import { getSettlement } from '../actions/vault/getSettlement.ts';
import { grant } from '../actions/vault/grant.ts';
import { grantAccess } from '../actions/vault/grantAccess.ts';
import { grantMany } from '../actions/vault/grantMany.ts';
import { grantWithSignature } from '../actions/vault/grantWithSignature.ts';
import { isLive } from '../actions/vault/isLive.ts';
import { isOfferOpen } from '../actions/vault/isOfferOpen.ts';
import { openOffer } from '../actions/vault/openOffer.ts';
import { preparePurchase } from '../actions/vault/preparePurchase.ts';
import { publishRevision } from '../actions/vault/publishRevision.ts';
import { purchase } from '../actions/vault/purchase.ts';
import { purchaseWithAuthorization } from '../actions/vault/purchaseWithAuthorization.ts';
import { purchaseWithPermit } from '../actions/vault/purchaseWithPermit.ts';
import { registerDataset } from '../actions/vault/registerDataset.ts';
import { revokeAccess } from '../actions/vault/revokeAccess.ts';
import { revokeAll } from '../actions/vault/revokeAll.ts';
import { revokeMany } from '../actions/vault/revokeMany.ts';
import { rewrapGrants } from '../actions/vault/rewrapGrants.ts';
import { setEncryptionKey } from '../actions/vault/setEncryptionKey.ts';
import { setGatekeeper } from '../actions/vault/setGatekeeper.ts';
import { settle } from '../actions/vault/settle.ts';
import { settleMany } from '../actions/vault/settleMany.ts';
import { signGrant } from '../actions/vault/signGrant.ts';
import { signPermit } from '../actions/vault/signPermit.ts';
import { signPurchaseAuthorization } from '../actions/vault/signPurchaseAuthorization.ts';
import { withdraw } from '../actions/vault/withdraw.ts';
import { waitForTransaction } from '../actions/waitForTransaction.ts';

/** The actions of `client.vault`, but for `waitForEvent`. */
export const vaultActions = {
  approve,
  cancelSignedGrants,
  closeOffer,
  deliver,
  extend,
  getCredit,
  getDataset,
  getEncryptionKey,
  getGrant,
  getGrants,
  getOwed,
  getPurchase,
  getPurchases,
  getSettlement,
  grant,
  grantAccess,
  grantMany,
  grantWithSignature,
  isLive,
  isOfferOpen,
  openOffer,
  preparePurchase,
  publishRevision,
  purchase,
  purchaseWithAuthorization,
  purchaseWithPermit,
  registerDataset,
  revokeAccess,
  revokeAll,
  revokeMany,
  rewrapGrants,
  setEncryptionKey,
  setGatekeeper,
  settle,
  settleMany,
  signGrant,
  signPermit,
  signPurchaseAuthorization,
  waitForTransaction,
  withdraw,
};
