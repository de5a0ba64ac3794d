//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// DataVault
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

/**

*/
export const dataVaultAbi = [
  { type: 'constructor', inputs: [], stateMutability: 'nonpayable' },
  {
    type: 'function',
    inputs: [],
    name: 'DOMAIN_SEPARATOR',
    outputs: [{ name: '', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'MAX_DELIVERY_WINDOW_SECONDS',
    outputs: [{ name: '', internalType: 'uint32', type: 'uint32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'MIN_DELIVERY_WINDOW_SECONDS',
    outputs: [{ name: '', internalType: 'uint32', type: 'uint32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'WRAPPED_KEY_BYTES',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'researcher', internalType: 'address', type: 'address' },
      { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
    ],
    name: 'cancelSignedGrants',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'offer',
        internalType: 'struct IDataVault.Offer',
        type: 'tuple',
        components: [
          { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'price', internalType: 'uint96', type: 'uint96' },
          { name: 'duration', internalType: 'uint32', type: 'uint32' },
          { name: 'deliveryWindow', internalType: 'uint32', type: 'uint32' },
          { name: 'purposeHash', internalType: 'bytes32', type: 'bytes32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
    ],
    name: 'closeOffer',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'account', internalType: 'address', type: 'address' },
      { name: 'token', internalType: 'address', type: 'address' },
    ],
    name: 'creditOf',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'p',
        internalType: 'struct IDataVault.Purchase',
        type: 'tuple',
        components: [
          {
            name: 'offer',
            internalType: 'struct IDataVault.Offer',
            type: 'tuple',
            components: [
              { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
              { name: 'token', internalType: 'address', type: 'address' },
              { name: 'price', internalType: 'uint96', type: 'uint96' },
              { name: 'duration', internalType: 'uint32', type: 'uint32' },
              {
                name: 'deliveryWindow',
                internalType: 'uint32',
                type: 'uint32',
              },
              { name: 'purposeHash', internalType: 'bytes32', type: 'bytes32' },
              { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
            ],
          },
          { name: 'buyer', internalType: 'address', type: 'address' },
          { name: 'salt', internalType: 'uint256', type: 'uint256' },
        ],
      },
      { name: 'epoch', internalType: 'uint32', type: 'uint32' },
      { name: 'version', internalType: 'uint32', type: 'uint32' },
      { name: 'wrappedKey', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'deliver',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'eip712Domain',
    outputs: [
      { name: 'fields', internalType: 'bytes1', type: 'bytes1' },
      { name: 'name', internalType: 'string', type: 'string' },
      { name: 'version', internalType: 'string', type: 'string' },
      { name: 'chainId', internalType: 'uint256', type: 'uint256' },
      { name: 'verifyingContract', internalType: 'address', type: 'address' },
      { name: 'salt', internalType: 'bytes32', type: 'bytes32' },
      { name: 'extensions', internalType: 'uint256[]', type: 'uint256[]' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'terms',
        internalType: 'struct IAccessGrants.Grant',
        type: 'tuple',
        components: [
          { name: 'researcher', internalType: 'address', type: 'address' },
          { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
          { name: 'expiry', internalType: 'uint64', type: 'uint64' },
          { name: 'epoch', internalType: 'uint32', type: 'uint32' },
          { name: 'version', internalType: 'uint32', type: 'uint32' },
          { name: 'purposeHash', internalType: 'bytes32', type: 'bytes32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
          { name: 'wrappedKey', internalType: 'bytes', type: 'bytes' },
        ],
      },
    ],
    name: 'extend',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'datasetId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'getDataset',
    outputs: [
      {
        name: '',
        internalType: 'struct IAccessGrants.DatasetView',
        type: 'tuple',
        components: [
          { name: 'epoch', internalType: 'uint32', type: 'uint32' },
          { name: 'epochStartedAt', internalType: 'uint40', type: 'uint40' },
          { name: 'revision', internalType: 'uint24', type: 'uint24' },
          { name: 'gatekeeper', internalType: 'address', type: 'address' },
          { name: 'contentDigest', internalType: 'bytes32', type: 'bytes32' },
          { name: 'ciphertextHash', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'account', internalType: 'address', type: 'address' }],
    name: 'getEncryptionKey',
    outputs: [
      { name: 'publicKey', internalType: 'bytes32', type: 'bytes32' },
      { name: 'version', internalType: 'uint32', type: 'uint32' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'account', internalType: 'address', type: 'address' },
      { name: 'version', internalType: 'uint32', type: 'uint32' },
    ],
    name: 'getEncryptionKeyAt',
    outputs: [{ name: 'publicKey', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'researcher', internalType: 'address', type: 'address' },
    ],
    name: 'getGrant',
    outputs: [
      {
        name: '',
        internalType: 'struct IAccessGrants.GrantView',
        type: 'tuple',
        components: [
          { name: 'live', internalType: 'bool', type: 'bool' },
          { name: 'expiry', internalType: 'uint64', type: 'uint64' },
          { name: 'epoch', internalType: 'uint32', type: 'uint32' },
          { name: 'version', internalType: 'uint32', type: 'uint32' },
          { name: 'period', internalType: 'uint32', type: 'uint32' },
          { name: 'revokedAt', internalType: 'uint40', type: 'uint40' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'purchaseId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'getPurchase',
    outputs: [
      {
        name: '',
        internalType: 'struct IDataVault.PurchaseView',
        type: 'tuple',
        components: [
          {
            name: 'status',
            internalType: 'enum IDataVault.PurchaseStatus',
            type: 'uint8',
          },
          { name: 'time', internalType: 'uint40', type: 'uint40' },
          { name: 'latestStart', internalType: 'uint40', type: 'uint40' },
          { name: 'epoch', internalType: 'uint32', type: 'uint32' },
          { name: 'period', internalType: 'uint32', type: 'uint32' },
          { name: 'collected', internalType: 'uint96', type: 'uint96' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'p',
        internalType: 'struct IDataVault.Purchase',
        type: 'tuple',
        components: [
          {
            name: 'offer',
            internalType: 'struct IDataVault.Offer',
            type: 'tuple',
            components: [
              { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
              { name: 'token', internalType: 'address', type: 'address' },
              { name: 'price', internalType: 'uint96', type: 'uint96' },
              { name: 'duration', internalType: 'uint32', type: 'uint32' },
              {
                name: 'deliveryWindow',
                internalType: 'uint32',
                type: 'uint32',
              },
              { name: 'purposeHash', internalType: 'bytes32', type: 'bytes32' },
              { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
            ],
          },
          { name: 'buyer', internalType: 'address', type: 'address' },
          { name: 'salt', internalType: 'uint256', type: 'uint256' },
        ],
      },
    ],
    name: 'getSettlement',
    outputs: [
      { name: 'earned', internalType: 'uint96', type: 'uint96' },
      { name: 'refunded', internalType: 'uint96', type: 'uint96' },
      { name: 'closed', internalType: 'bool', type: 'bool' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'terms',
        internalType: 'struct IAccessGrants.Grant',
        type: 'tuple',
        components: [
          { name: 'researcher', internalType: 'address', type: 'address' },
          { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
          { name: 'expiry', internalType: 'uint64', type: 'uint64' },
          { name: 'epoch', internalType: 'uint32', type: 'uint32' },
          { name: 'version', internalType: 'uint32', type: 'uint32' },
          { name: 'purposeHash', internalType: 'bytes32', type: 'bytes32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
          { name: 'wrappedKey', internalType: 'bytes', type: 'bytes' },
        ],
      },
    ],
    name: 'grant',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'researcher', internalType: 'address', type: 'address' },
      { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'expiry', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'grantAccess',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'grants',
        internalType: 'struct IAccessGrants.Grant[]',
        type: 'tuple[]',
        components: [
          { name: 'researcher', internalType: 'address', type: 'address' },
          { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
          { name: 'expiry', internalType: 'uint64', type: 'uint64' },
          { name: 'epoch', internalType: 'uint32', type: 'uint32' },
          { name: 'version', internalType: 'uint32', type: 'uint32' },
          { name: 'purposeHash', internalType: 'bytes32', type: 'bytes32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
          { name: 'wrappedKey', internalType: 'bytes', type: 'bytes' },
        ],
      },
    ],
    name: 'grantMany',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'terms',
        internalType: 'struct IAccessGrants.Grant',
        type: 'tuple',
        components: [
          { name: 'researcher', internalType: 'address', type: 'address' },
          { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
          { name: 'expiry', internalType: 'uint64', type: 'uint64' },
          { name: 'epoch', internalType: 'uint32', type: 'uint32' },
          { name: 'version', internalType: 'uint32', type: 'uint32' },
          { name: 'purposeHash', internalType: 'bytes32', type: 'bytes32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
          { name: 'wrappedKey', internalType: 'bytes', type: 'bytes' },
        ],
      },
      { name: 'deadline', internalType: 'uint64', type: 'uint64' },
      { name: 'signature', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'grantWithSignature',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'who', internalType: 'address', type: 'address' },
    ],
    name: 'isLive',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'offerId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'isOfferOpen',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'offer',
        internalType: 'struct IDataVault.Offer',
        type: 'tuple',
        components: [
          { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'price', internalType: 'uint96', type: 'uint96' },
          { name: 'duration', internalType: 'uint32', type: 'uint32' },
          { name: 'deliveryWindow', internalType: 'uint32', type: 'uint32' },
          { name: 'purposeHash', internalType: 'bytes32', type: 'bytes32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
    ],
    name: 'offerIdOf',
    outputs: [{ name: '', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'offer',
        internalType: 'struct IDataVault.Offer',
        type: 'tuple',
        components: [
          { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'price', internalType: 'uint96', type: 'uint96' },
          { name: 'duration', internalType: 'uint32', type: 'uint32' },
          { name: 'deliveryWindow', internalType: 'uint32', type: 'uint32' },
          { name: 'purposeHash', internalType: 'bytes32', type: 'bytes32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
    ],
    name: 'openOffer',
    outputs: [{ name: 'offerId', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'datasetId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'ownerOf',
    outputs: [{ name: '', internalType: 'address', type: 'address' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
      { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'contentDigest', internalType: 'bytes32', type: 'bytes32' },
      { name: 'ciphertextHash', internalType: 'bytes32', type: 'bytes32' },
      { name: 'locator', internalType: 'string', type: 'string' },
    ],
    name: 'publishRevision',
    outputs: [{ name: 'revision', internalType: 'uint24', type: 'uint24' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'offer',
        internalType: 'struct IDataVault.Offer',
        type: 'tuple',
        components: [
          { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'price', internalType: 'uint96', type: 'uint96' },
          { name: 'duration', internalType: 'uint32', type: 'uint32' },
          { name: 'deliveryWindow', internalType: 'uint32', type: 'uint32' },
          { name: 'purposeHash', internalType: 'bytes32', type: 'bytes32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
      { name: 'salt', internalType: 'uint256', type: 'uint256' },
      { name: 'latestStart', internalType: 'uint40', type: 'uint40' },
    ],
    name: 'purchase',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'offerId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'buyer', internalType: 'address', type: 'address' },
      { name: 'salt', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'purchaseIdOf',
    outputs: [{ name: '', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
      { name: 'offerId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'latestStart', internalType: 'uint40', type: 'uint40' },
      { name: 'salt', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'purchaseNonce',
    outputs: [{ name: '', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'offer',
        internalType: 'struct IDataVault.Offer',
        type: 'tuple',
        components: [
          { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'price', internalType: 'uint96', type: 'uint96' },
          { name: 'duration', internalType: 'uint32', type: 'uint32' },
          { name: 'deliveryWindow', internalType: 'uint32', type: 'uint32' },
          { name: 'purposeHash', internalType: 'bytes32', type: 'bytes32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
      { name: 'latestStart', internalType: 'uint40', type: 'uint40' },
      {
        name: 'authorization',
        internalType: 'struct IPayments.Authorization',
        type: 'tuple',
        components: [
          { name: 'from', internalType: 'address', type: 'address' },
          { name: 'value', internalType: 'uint256', type: 'uint256' },
          { name: 'validAfter', internalType: 'uint256', type: 'uint256' },
          { name: 'validBefore', internalType: 'uint256', type: 'uint256' },
          { name: 'salt', internalType: 'uint256', type: 'uint256' },
          { name: 'signature', internalType: 'bytes', type: 'bytes' },
        ],
      },
    ],
    name: 'purchaseWithAuthorization',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'offer',
        internalType: 'struct IDataVault.Offer',
        type: 'tuple',
        components: [
          { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'price', internalType: 'uint96', type: 'uint96' },
          { name: 'duration', internalType: 'uint32', type: 'uint32' },
          { name: 'deliveryWindow', internalType: 'uint32', type: 'uint32' },
          { name: 'purposeHash', internalType: 'bytes32', type: 'bytes32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
      { name: 'salt', internalType: 'uint256', type: 'uint256' },
      { name: 'latestStart', internalType: 'uint40', type: 'uint40' },
      {
        name: 'permit',
        internalType: 'struct IPayments.Permit',
        type: 'tuple',
        components: [
          { name: 'deadline', internalType: 'uint256', type: 'uint256' },
          { name: 'v', internalType: 'uint8', type: 'uint8' },
          { name: 'r', internalType: 'bytes32', type: 'bytes32' },
          { name: 's', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
    ],
    name: 'purchaseWithPermit',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'r',
        internalType: 'struct IAccessGrants.Registration',
        type: 'tuple',
        components: [
          { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
          { name: 'contentDigest', internalType: 'bytes32', type: 'bytes32' },
          { name: 'ciphertextHash', internalType: 'bytes32', type: 'bytes32' },
          { name: 'gatekeeper', internalType: 'address', type: 'address' },
          { name: 'locator', internalType: 'string', type: 'string' },
        ],
      },
    ],
    name: 'registerDataset',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'researcher', internalType: 'address', type: 'address' },
      { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
    ],
    name: 'revokeAccess',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'datasetId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'revokeAll',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'researchers', internalType: 'address[]', type: 'address[]' },
    ],
    name: 'revokeMany',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'publicKey', internalType: 'bytes32', type: 'bytes32' }],
    name: 'setEncryptionKey',
    outputs: [{ name: 'version', internalType: 'uint32', type: 'uint32' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'gatekeeper', internalType: 'address', type: 'address' },
    ],
    name: 'setGatekeeper',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'p',
        internalType: 'struct IDataVault.Purchase',
        type: 'tuple',
        components: [
          {
            name: 'offer',
            internalType: 'struct IDataVault.Offer',
            type: 'tuple',
            components: [
              { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
              { name: 'token', internalType: 'address', type: 'address' },
              { name: 'price', internalType: 'uint96', type: 'uint96' },
              { name: 'duration', internalType: 'uint32', type: 'uint32' },
              {
                name: 'deliveryWindow',
                internalType: 'uint32',
                type: 'uint32',
              },
              { name: 'purposeHash', internalType: 'bytes32', type: 'bytes32' },
              { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
            ],
          },
          { name: 'buyer', internalType: 'address', type: 'address' },
          { name: 'salt', internalType: 'uint256', type: 'uint256' },
        ],
      },
    ],
    name: 'settle',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'purchases',
        internalType: 'struct IDataVault.Purchase[]',
        type: 'tuple[]',
        components: [
          {
            name: 'offer',
            internalType: 'struct IDataVault.Offer',
            type: 'tuple',
            components: [
              { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
              { name: 'token', internalType: 'address', type: 'address' },
              { name: 'price', internalType: 'uint96', type: 'uint96' },
              { name: 'duration', internalType: 'uint32', type: 'uint32' },
              {
                name: 'deliveryWindow',
                internalType: 'uint32',
                type: 'uint32',
              },
              { name: 'purposeHash', internalType: 'bytes32', type: 'bytes32' },
              { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
            ],
          },
          { name: 'buyer', internalType: 'address', type: 'address' },
          { name: 'salt', internalType: 'uint256', type: 'uint256' },
        ],
      },
    ],
    name: 'settleMany',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'interfaceId', internalType: 'bytes4', type: 'bytes4' }],
    name: 'supportsInterface',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'to', internalType: 'address', type: 'address' },
    ],
    name: 'withdraw',
    outputs: [{ name: 'amount', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'datasetId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'researcher',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'expiry',
        internalType: 'uint64',
        type: 'uint64',
        indexed: false,
      },
      { name: 'epoch', internalType: 'uint32', type: 'uint32', indexed: false },
      {
        name: 'version',
        internalType: 'uint32',
        type: 'uint32',
        indexed: false,
      },
      {
        name: 'purposeHash',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: false,
      },
      {
        name: 'termsHash',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: false,
      },
      {
        name: 'wrappedKey',
        internalType: 'bytes',
        type: 'bytes',
        indexed: false,
      },
    ],
    name: 'AccessGranted',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'purchaseId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'offerId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'buyer',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'salt',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'deadline',
        internalType: 'uint40',
        type: 'uint40',
        indexed: false,
      },
      {
        name: 'latestStart',
        internalType: 'uint40',
        type: 'uint40',
        indexed: false,
      },
    ],
    name: 'AccessPurchased',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'datasetId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'researcher',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'version',
        internalType: 'uint32',
        type: 'uint32',
        indexed: false,
      },
    ],
    name: 'AccessRevoked',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'datasetId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      { name: 'epoch', internalType: 'uint32', type: 'uint32', indexed: true },
    ],
    name: 'AllAccessRevoked',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'account',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'token',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'amount',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'Credited',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'datasetId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'owner',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'gatekeeper',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'contentDigest',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: false,
      },
      {
        name: 'ciphertextHash',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: false,
      },
      {
        name: 'locator',
        internalType: 'string',
        type: 'string',
        indexed: false,
      },
    ],
    name: 'DatasetRegistered',
  },
  { type: 'event', anonymous: false, inputs: [], name: 'EIP712DomainChanged' },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'account',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'version',
        internalType: 'uint32',
        type: 'uint32',
        indexed: true,
      },
      {
        name: 'publicKey',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: false,
      },
    ],
    name: 'EncryptionKeySet',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'datasetId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'gatekeeper',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
    ],
    name: 'GatekeeperSet',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'offerId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'datasetId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
    ],
    name: 'OfferClosed',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'offerId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'datasetId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'offer',
        internalType: 'struct IDataVault.Offer',
        type: 'tuple',
        components: [
          { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'price', internalType: 'uint96', type: 'uint96' },
          { name: 'duration', internalType: 'uint32', type: 'uint32' },
          { name: 'deliveryWindow', internalType: 'uint32', type: 'uint32' },
          { name: 'purposeHash', internalType: 'bytes32', type: 'bytes32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
        ],
        indexed: false,
      },
    ],
    name: 'OfferOpened',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'purchaseId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      { name: 'start', internalType: 'uint40', type: 'uint40', indexed: false },
      { name: 'end', internalType: 'uint64', type: 'uint64', indexed: false },
    ],
    name: 'PurchaseDelivered',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'purchaseId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'earned',
        internalType: 'uint96',
        type: 'uint96',
        indexed: false,
      },
      {
        name: 'refunded',
        internalType: 'uint96',
        type: 'uint96',
        indexed: false,
      },
      { name: 'closed', internalType: 'bool', type: 'bool', indexed: false },
    ],
    name: 'PurchaseSettled',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'datasetId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'revision',
        internalType: 'uint24',
        type: 'uint24',
        indexed: true,
      },
      {
        name: 'contentDigest',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: false,
      },
      {
        name: 'ciphertextHash',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: false,
      },
      {
        name: 'locator',
        internalType: 'string',
        type: 'string',
        indexed: false,
      },
    ],
    name: 'RevisionPublished',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'datasetId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'researcher',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'version',
        internalType: 'uint32',
        type: 'uint32',
        indexed: false,
      },
    ],
    name: 'SignedGrantsCancelled',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'account',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'token',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      { name: 'to', internalType: 'address', type: 'address', indexed: true },
      {
        name: 'amount',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'Withdrawn',
  },
  {
    type: 'error',
    inputs: [{ name: 'datasetId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'AccessGrants_DatasetExists',
  },
  {
    type: 'error',
    inputs: [
      { name: 'timestamp', internalType: 'uint256', type: 'uint256' },
      { name: 'deadline', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'AccessGrants_DeadlinePassed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'expiry', internalType: 'uint256', type: 'uint256' },
      { name: 'present', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'AccessGrants_ExpiryNotLater',
  },
  {
    type: 'error',
    inputs: [
      { name: 'expiry', internalType: 'uint256', type: 'uint256' },
      { name: 'timestamp', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'AccessGrants_ExpiryPassed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'expiry', internalType: 'uint256', type: 'uint256' },
      { name: 'maximum', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'AccessGrants_ExpiryTooLate',
  },
  {
    type: 'error',
    inputs: [{ name: 'owner', internalType: 'address', type: 'address' }],
    name: 'AccessGrants_InvalidSignature',
  },
  {
    type: 'error',
    inputs: [
      { name: 'datasetId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'researcher', internalType: 'address', type: 'address' },
    ],
    name: 'AccessGrants_NotLive',
  },
  {
    type: 'error',
    inputs: [
      { name: 'caller', internalType: 'address', type: 'address' },
      { name: 'owner', internalType: 'address', type: 'address' },
    ],
    name: 'AccessGrants_NotOwner',
  },
  {
    type: 'error',
    inputs: [
      { name: 'revision', internalType: 'uint256', type: 'uint256' },
      { name: 'maximum', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'AccessGrants_TooManyRevisions',
  },
  {
    type: 'error',
    inputs: [{ name: 'datasetId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'AccessGrants_UnknownDataset',
  },
  {
    type: 'error',
    inputs: [
      { name: 'length', internalType: 'uint256', type: 'uint256' },
      { name: 'required', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'AccessGrants_WrappedKeyLength',
  },
  {
    type: 'error',
    inputs: [
      { name: 'epoch', internalType: 'uint256', type: 'uint256' },
      { name: 'present', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'AccessGrants_WrongEpoch',
  },
  {
    type: 'error',
    inputs: [
      { name: 'version', internalType: 'uint256', type: 'uint256' },
      { name: 'next', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'AccessGrants_WrongVersion',
  },
  { type: 'error', inputs: [], name: 'AccessGrants_ZeroResearcher' },
  {
    type: 'error',
    inputs: [
      { name: 'timestamp', internalType: 'uint256', type: 'uint256' },
      { name: 'deadline', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'DataVault_DeliveryTooLate',
  },
  {
    type: 'error',
    inputs: [
      { name: 'deliveryWindow', internalType: 'uint256', type: 'uint256' },
      { name: 'minimum', internalType: 'uint256', type: 'uint256' },
      { name: 'maximum', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'DataVault_DeliveryWindowOutOfRange',
  },
  {
    type: 'error',
    inputs: [
      { name: 'latestStart', internalType: 'uint256', type: 'uint256' },
      { name: 'timestamp', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'DataVault_LatestStartPassed',
  },
  {
    type: 'error',
    inputs: [{ name: 'caller', internalType: 'address', type: 'address' }],
    name: 'DataVault_NotDeliverer',
  },
  {
    type: 'error',
    inputs: [
      { name: 'purchaseId', internalType: 'bytes32', type: 'bytes32' },
      {
        name: 'status',
        internalType: 'enum IDataVault.PurchaseStatus',
        type: 'uint8',
      },
    ],
    name: 'DataVault_NotPending',
  },
  {
    type: 'error',
    inputs: [
      { name: 'account', internalType: 'address', type: 'address' },
      { name: 'token', internalType: 'address', type: 'address' },
    ],
    name: 'DataVault_NothingToWithdraw',
  },
  {
    type: 'error',
    inputs: [{ name: 'offerId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'DataVault_OfferClosed',
  },
  {
    type: 'error',
    inputs: [{ name: 'offerId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'DataVault_OfferOpen',
  },
  {
    type: 'error',
    inputs: [{ name: 'purchaseId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'DataVault_PurchaseExists',
  },
  {
    type: 'error',
    inputs: [{ name: 'purchaseId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'DataVault_RevokedBeforeDelivery',
  },
  {
    type: 'error',
    inputs: [
      { name: 'start', internalType: 'uint256', type: 'uint256' },
      { name: 'latestStart', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'DataVault_StartTooLate',
  },
  {
    type: 'error',
    inputs: [{ name: 'purchaseId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'DataVault_UnknownPurchase',
  },
  {
    type: 'error',
    inputs: [
      { name: 'received', internalType: 'uint256', type: 'uint256' },
      { name: 'required', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'DataVault_WrongPayment',
  },
  {
    type: 'error',
    inputs: [
      { name: 'value', internalType: 'uint256', type: 'uint256' },
      { name: 'required', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'DataVault_WrongValue',
  },
  { type: 'error', inputs: [], name: 'DataVault_ZeroDuration' },
  { type: 'error', inputs: [], name: 'DataVault_ZeroPrice' },
  { type: 'error', inputs: [], name: 'EncryptionKeys_ZeroKey' },
  { type: 'error', inputs: [], name: 'InvalidShortString' },
  {
    type: 'error',
    inputs: [{ name: 'account', internalType: 'address', type: 'address' }],
    name: 'Payments_InvalidAccount',
  },
  {
    type: 'error',
    inputs: [
      { name: 'to', internalType: 'address', type: 'address' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'Payments_NativeTransferFailed',
  },
  {
    type: 'error',
    inputs: [{ name: 'token', internalType: 'address', type: 'address' }],
    name: 'Payments_NotAToken',
  },
  { type: 'error', inputs: [], name: 'Payments_TokenIsNative' },
  { type: 'error', inputs: [], name: 'ReentrancyGuardReentrantCall' },
  {
    type: 'error',
    inputs: [{ name: 'token', internalType: 'address', type: 'address' }],
    name: 'SafeERC20FailedOperation',
  },
  {
    type: 'error',
    inputs: [{ name: 'str', internalType: 'string', type: 'string' }],
    name: 'StringTooLong',
  },
] as const

/**

*/
export const dataVaultAddress = {} as const

/**

*/
export const dataVaultConfig = {
  address: dataVaultAddress,
  abi: dataVaultAbi,
} as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// InferenceEscrow
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

/**

*/
export const inferenceEscrowAbi = [
  { type: 'constructor', inputs: [], stateMutability: 'nonpayable' },
  {
    type: 'function',
    inputs: [],
    name: 'DOMAIN_SEPARATOR',
    outputs: [{ name: '', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'MAX_NOTICE_SECONDS',
    outputs: [{ name: '', internalType: 'uint32', type: 'uint32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'MIN_NOTICE_SECONDS',
    outputs: [{ name: '', internalType: 'uint32', type: 'uint32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'account', internalType: 'address', type: 'address' },
      { name: 'token', internalType: 'address', type: 'address' },
    ],
    name: 'balanceOf',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'channel',
        internalType: 'struct IInferenceEscrow.Channel',
        type: 'tuple',
        components: [
          { name: 'signer', internalType: 'address', type: 'address' },
          { name: 'receiver', internalType: 'address', type: 'address' },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'salt', internalType: 'uint32', type: 'uint32' },
        ],
      },
    ],
    name: 'channelIdOf',
    outputs: [{ name: 'channelId', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'channel',
        internalType: 'struct IInferenceEscrow.Channel',
        type: 'tuple',
        components: [
          { name: 'signer', internalType: 'address', type: 'address' },
          { name: 'receiver', internalType: 'address', type: 'address' },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'salt', internalType: 'uint32', type: 'uint32' },
        ],
      },
      { name: 'finalAmount', internalType: 'uint96', type: 'uint96' },
      { name: 'deadline', internalType: 'uint64', type: 'uint64' },
      { name: 'receiverSignature', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'closeWithConsent',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
      { name: 'beneficiary', internalType: 'address', type: 'address' },
    ],
    name: 'deposit',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'beneficiary', internalType: 'address', type: 'address' }],
    name: 'depositNative',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'beneficiary', internalType: 'address', type: 'address' },
      { name: 'salt', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'depositNonce',
    outputs: [{ name: '', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'beneficiary', internalType: 'address', type: 'address' },
      {
        name: 'authorization',
        internalType: 'struct IPayments.Authorization',
        type: 'tuple',
        components: [
          { name: 'from', internalType: 'address', type: 'address' },
          { name: 'value', internalType: 'uint256', type: 'uint256' },
          { name: 'validAfter', internalType: 'uint256', type: 'uint256' },
          { name: 'validBefore', internalType: 'uint256', type: 'uint256' },
          { name: 'salt', internalType: 'uint256', type: 'uint256' },
          { name: 'signature', internalType: 'bytes', type: 'bytes' },
        ],
      },
    ],
    name: 'depositWithAuthorization',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
      { name: 'beneficiary', internalType: 'address', type: 'address' },
      { name: 'deadline', internalType: 'uint256', type: 'uint256' },
      { name: 'v', internalType: 'uint8', type: 'uint8' },
      { name: 'r', internalType: 'bytes32', type: 'bytes32' },
      { name: 's', internalType: 'bytes32', type: 'bytes32' },
    ],
    name: 'depositWithPermit',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'eip712Domain',
    outputs: [
      { name: 'fields', internalType: 'bytes1', type: 'bytes1' },
      { name: 'name', internalType: 'string', type: 'string' },
      { name: 'version', internalType: 'string', type: 'string' },
      { name: 'chainId', internalType: 'uint256', type: 'uint256' },
      { name: 'verifyingContract', internalType: 'address', type: 'address' },
      { name: 'salt', internalType: 'bytes32', type: 'bytes32' },
      { name: 'extensions', internalType: 'uint256[]', type: 'uint256[]' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'channel',
        internalType: 'struct IInferenceEscrow.Channel',
        type: 'tuple',
        components: [
          { name: 'signer', internalType: 'address', type: 'address' },
          { name: 'receiver', internalType: 'address', type: 'address' },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'salt', internalType: 'uint32', type: 'uint32' },
        ],
      },
    ],
    name: 'finishClose',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [{ name: 'channelId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'getChannel',
    outputs: [
      {
        name: '',
        internalType: 'struct IInferenceEscrow.ChannelView',
        type: 'tuple',
        components: [
          {
            name: 'status',
            internalType: 'enum IInferenceEscrow.ChannelStatus',
            type: 'uint8',
          },
          { name: 'payer', internalType: 'address', type: 'address' },
          { name: 'noticeSeconds', internalType: 'uint32', type: 'uint32' },
          { name: 'closesAt', internalType: 'uint40', type: 'uint40' },
          { name: 'funded', internalType: 'uint96', type: 'uint96' },
          { name: 'claimed', internalType: 'uint96', type: 'uint96' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'opening',
        internalType: 'struct IInferenceEscrow.Opening',
        type: 'tuple',
        components: [
          {
            name: 'channel',
            internalType: 'struct IInferenceEscrow.Channel',
            type: 'tuple',
            components: [
              { name: 'signer', internalType: 'address', type: 'address' },
              { name: 'receiver', internalType: 'address', type: 'address' },
              { name: 'token', internalType: 'address', type: 'address' },
              { name: 'salt', internalType: 'uint32', type: 'uint32' },
            ],
          },
          { name: 'payer', internalType: 'address', type: 'address' },
          { name: 'amount', internalType: 'uint96', type: 'uint96' },
          { name: 'noticeSeconds', internalType: 'uint32', type: 'uint32' },
          { name: 'deadline', internalType: 'uint64', type: 'uint64' },
        ],
      },
      { name: 'payerSignature', internalType: 'bytes', type: 'bytes' },
      { name: 'signerSignature', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'open',
    outputs: [{ name: 'channelId', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'receiver', internalType: 'address', type: 'address' },
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'vouchers', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'post',
    outputs: [{ name: 'amount', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'receiver', internalType: 'address', type: 'address' },
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'vouchers', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'settle',
    outputs: [{ name: 'amount', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'channel',
        internalType: 'struct IInferenceEscrow.Channel',
        type: 'tuple',
        components: [
          { name: 'signer', internalType: 'address', type: 'address' },
          { name: 'receiver', internalType: 'address', type: 'address' },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'salt', internalType: 'uint32', type: 'uint32' },
        ],
      },
    ],
    name: 'startClose',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'channel',
        internalType: 'struct IInferenceEscrow.Channel',
        type: 'tuple',
        components: [
          { name: 'signer', internalType: 'address', type: 'address' },
          { name: 'receiver', internalType: 'address', type: 'address' },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'salt', internalType: 'uint32', type: 'uint32' },
        ],
      },
      { name: 'amount', internalType: 'uint96', type: 'uint96' },
    ],
    name: 'topUp',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
      { name: 'to', internalType: 'address', type: 'address' },
    ],
    name: 'withdraw',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'channelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'claimed',
        internalType: 'uint96',
        type: 'uint96',
        indexed: false,
      },
      {
        name: 'refunded',
        internalType: 'uint96',
        type: 'uint96',
        indexed: false,
      },
    ],
    name: 'ChannelClosed',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'channelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'closesAt',
        internalType: 'uint40',
        type: 'uint40',
        indexed: false,
      },
    ],
    name: 'ChannelClosing',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'channelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'payer',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'receiver',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'signer',
        internalType: 'address',
        type: 'address',
        indexed: false,
      },
      {
        name: 'token',
        internalType: 'address',
        type: 'address',
        indexed: false,
      },
      { name: 'salt', internalType: 'uint32', type: 'uint32', indexed: false },
      {
        name: 'amount',
        internalType: 'uint96',
        type: 'uint96',
        indexed: false,
      },
      {
        name: 'noticeSeconds',
        internalType: 'uint32',
        type: 'uint32',
        indexed: false,
      },
    ],
    name: 'ChannelOpened',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'channelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      { name: 'from', internalType: 'address', type: 'address', indexed: true },
      {
        name: 'amount',
        internalType: 'uint96',
        type: 'uint96',
        indexed: false,
      },
    ],
    name: 'ChannelToppedUp',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'account',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'token',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'amount',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'Credited',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'beneficiary',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'token',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      { name: 'from', internalType: 'address', type: 'address', indexed: true },
      {
        name: 'amount',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'Deposited',
  },
  { type: 'event', anonymous: false, inputs: [], name: 'EIP712DomainChanged' },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'channelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'cumulativeAmount',
        internalType: 'uint96',
        type: 'uint96',
        indexed: false,
      },
    ],
    name: 'VoucherSettled',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'index',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'channelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'cumulativeAmount',
        internalType: 'uint96',
        type: 'uint96',
        indexed: false,
      },
      {
        name: 'reason',
        internalType: 'enum IInferenceEscrow.SkipReason',
        type: 'uint8',
        indexed: false,
      },
    ],
    name: 'VoucherSkipped',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'account',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'token',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      { name: 'to', internalType: 'address', type: 'address', indexed: true },
      {
        name: 'amount',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'Withdrawn',
  },
  {
    type: 'error',
    inputs: [
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
      { name: 'minimum', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InferenceEscrow_AmountTooSmall',
  },
  {
    type: 'error',
    inputs: [{ name: 'channelId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'InferenceEscrow_ChannelExists',
  },
  {
    type: 'error',
    inputs: [
      { name: 'timestamp', internalType: 'uint256', type: 'uint256' },
      { name: 'deadline', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InferenceEscrow_DeadlinePassed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'finalAmount', internalType: 'uint256', type: 'uint256' },
      { name: 'minimum', internalType: 'uint256', type: 'uint256' },
      { name: 'maximum', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InferenceEscrow_FinalAmountOutOfRange',
  },
  {
    type: 'error',
    inputs: [
      { name: 'total', internalType: 'uint256', type: 'uint256' },
      { name: 'maximum', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InferenceEscrow_FundsOverflow',
  },
  {
    type: 'error',
    inputs: [{ name: 'account', internalType: 'address', type: 'address' }],
    name: 'InferenceEscrow_InvalidSignature',
  },
  {
    type: 'error',
    inputs: [
      { name: 'length', internalType: 'uint256', type: 'uint256' },
      { name: 'rowLength', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InferenceEscrow_MalformedVouchers',
  },
  {
    type: 'error',
    inputs: [
      { name: 'caller', internalType: 'address', type: 'address' },
      { name: 'allowed', internalType: 'address', type: 'address' },
    ],
    name: 'InferenceEscrow_NotAllowed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'noticeSeconds', internalType: 'uint256', type: 'uint256' },
      { name: 'minimum', internalType: 'uint256', type: 'uint256' },
      { name: 'maximum', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InferenceEscrow_NoticeOutOfRange',
  },
  {
    type: 'error',
    inputs: [
      { name: 'timestamp', internalType: 'uint256', type: 'uint256' },
      { name: 'closesAt', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InferenceEscrow_NoticeRunning',
  },
  {
    type: 'error',
    inputs: [
      {
        name: 'actual',
        internalType: 'enum IInferenceEscrow.ChannelStatus',
        type: 'uint8',
      },
      {
        name: 'required',
        internalType: 'enum IInferenceEscrow.ChannelStatus',
        type: 'uint8',
      },
    ],
    name: 'InferenceEscrow_WrongStatus',
  },
  { type: 'error', inputs: [], name: 'InvalidShortString' },
  {
    type: 'error',
    inputs: [{ name: 'account', internalType: 'address', type: 'address' }],
    name: 'Payments_InvalidAccount',
  },
  {
    type: 'error',
    inputs: [
      { name: 'to', internalType: 'address', type: 'address' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'Payments_NativeTransferFailed',
  },
  {
    type: 'error',
    inputs: [{ name: 'token', internalType: 'address', type: 'address' }],
    name: 'Payments_NotAToken',
  },
  { type: 'error', inputs: [], name: 'Payments_TokenIsNative' },
  {
    type: 'error',
    inputs: [
      { name: 'balance', internalType: 'uint256', type: 'uint256' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'PrepaidLedger_InsufficientBalance',
  },
  {
    type: 'error',
    inputs: [{ name: 'token', internalType: 'address', type: 'address' }],
    name: 'PrepaidLedger_NothingReceived',
  },
  {
    type: 'error',
    inputs: [{ name: 'token', internalType: 'address', type: 'address' }],
    name: 'PrepaidLedger_TransferNotConfirmed',
  },
  { type: 'error', inputs: [], name: 'ReentrancyGuardReentrantCall' },
  {
    type: 'error',
    inputs: [{ name: 'token', internalType: 'address', type: 'address' }],
    name: 'SafeERC20FailedOperation',
  },
  {
    type: 'error',
    inputs: [{ name: 'str', internalType: 'string', type: 'string' }],
    name: 'StringTooLong',
  },
] as const

/**

*/
export const inferenceEscrowAddress = {} as const

/**

*/
export const inferenceEscrowConfig = {
  address: inferenceEscrowAddress,
  abi: inferenceEscrowAbi,
} as const

//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////
// ModelLicense
//////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////

/**

*/
export const modelLicenseAbi = [
  { type: 'constructor', inputs: [], stateMutability: 'nonpayable' },
  {
    type: 'function',
    inputs: [],
    name: 'DOMAIN_SEPARATOR',
    outputs: [{ name: '', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'MAX_DEPTH',
    outputs: [{ name: '', internalType: 'uint8', type: 'uint8' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'MAX_PARENTS',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'MAX_SHARES',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'PERPETUAL',
    outputs: [{ name: '', internalType: 'uint40', type: 'uint40' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'TOTAL_PARTS',
    outputs: [{ name: '', internalType: 'uint24', type: 'uint24' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'plan',
        internalType: 'struct IModelLicense.Plan',
        type: 'tuple',
        components: [
          { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
          {
            name: 'kind',
            internalType: 'enum IModelLicense.PlanKind',
            type: 'uint8',
          },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'price', internalType: 'uint96', type: 'uint96' },
          { name: 'quantity', internalType: 'uint64', type: 'uint64' },
          { name: 'cap', internalType: 'uint32', type: 'uint32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
      { name: 'licensee', internalType: 'address', type: 'address' },
      { name: 'deadline', internalType: 'uint64', type: 'uint64' },
    ],
    name: 'acquire',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [{ name: 'modelId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'acquireLicense',
    outputs: [],
    stateMutability: 'payable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'plan',
        internalType: 'struct IModelLicense.Plan',
        type: 'tuple',
        components: [
          { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
          {
            name: 'kind',
            internalType: 'enum IModelLicense.PlanKind',
            type: 'uint8',
          },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'price', internalType: 'uint96', type: 'uint96' },
          { name: 'quantity', internalType: 'uint64', type: 'uint64' },
          { name: 'cap', internalType: 'uint32', type: 'uint32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
      { name: 'licensee', internalType: 'address', type: 'address' },
      {
        name: 'authorization',
        internalType: 'struct IPayments.Authorization',
        type: 'tuple',
        components: [
          { name: 'from', internalType: 'address', type: 'address' },
          { name: 'value', internalType: 'uint256', type: 'uint256' },
          { name: 'validAfter', internalType: 'uint256', type: 'uint256' },
          { name: 'validBefore', internalType: 'uint256', type: 'uint256' },
          { name: 'salt', internalType: 'uint256', type: 'uint256' },
          { name: 'signature', internalType: 'bytes', type: 'bytes' },
        ],
      },
    ],
    name: 'acquireWithAuthorization',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'plan',
        internalType: 'struct IModelLicense.Plan',
        type: 'tuple',
        components: [
          { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
          {
            name: 'kind',
            internalType: 'enum IModelLicense.PlanKind',
            type: 'uint8',
          },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'price', internalType: 'uint96', type: 'uint96' },
          { name: 'quantity', internalType: 'uint64', type: 'uint64' },
          { name: 'cap', internalType: 'uint32', type: 'uint32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
      { name: 'licensee', internalType: 'address', type: 'address' },
      { name: 'deadline', internalType: 'uint64', type: 'uint64' },
      {
        name: 'permit',
        internalType: 'struct IPayments.Permit',
        type: 'tuple',
        components: [
          { name: 'deadline', internalType: 'uint256', type: 'uint256' },
          { name: 'v', internalType: 'uint8', type: 'uint8' },
          { name: 'r', internalType: 'bytes32', type: 'bytes32' },
          { name: 's', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
    ],
    name: 'acquireWithPermit',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'plan',
        internalType: 'struct IModelLicense.Plan',
        type: 'tuple',
        components: [
          { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
          {
            name: 'kind',
            internalType: 'enum IModelLicense.PlanKind',
            type: 'uint8',
          },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'price', internalType: 'uint96', type: 'uint96' },
          { name: 'quantity', internalType: 'uint64', type: 'uint64' },
          { name: 'cap', internalType: 'uint32', type: 'uint32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
      {
        name: 'purchase',
        internalType: 'struct IModelLicense.Purchase',
        type: 'tuple',
        components: [
          { name: 'buyer', internalType: 'address', type: 'address' },
          { name: 'licensee', internalType: 'address', type: 'address' },
          { name: 'deadline', internalType: 'uint64', type: 'uint64' },
          { name: 'nonce', internalType: 'uint256', type: 'uint256' },
        ],
      },
      { name: 'signature', internalType: 'bytes', type: 'bytes' },
    ],
    name: 'acquireWithSignature',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'account', internalType: 'address', type: 'address' },
      { name: 'id', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'balanceOf',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'splitId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'index', internalType: 'uint256', type: 'uint256' },
      { name: 'to', internalType: 'address', type: 'address' },
    ],
    name: 'claim',
    outputs: [{ name: 'amount', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'splitId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'index', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'claimable',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'plan',
        internalType: 'struct IModelLicense.Plan',
        type: 'tuple',
        components: [
          { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
          {
            name: 'kind',
            internalType: 'enum IModelLicense.PlanKind',
            type: 'uint8',
          },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'price', internalType: 'uint96', type: 'uint96' },
          { name: 'quantity', internalType: 'uint64', type: 'uint64' },
          { name: 'cap', internalType: 'uint32', type: 'uint32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
    ],
    name: 'closePlan',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'plans',
        internalType: 'struct IModelLicense.Plan[]',
        type: 'tuple[]',
        components: [
          { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
          {
            name: 'kind',
            internalType: 'enum IModelLicense.PlanKind',
            type: 'uint8',
          },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'price', internalType: 'uint96', type: 'uint96' },
          { name: 'quantity', internalType: 'uint64', type: 'uint64' },
          { name: 'cap', internalType: 'uint32', type: 'uint32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
    ],
    name: 'collect',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'licensee', internalType: 'address', type: 'address' },
      { name: 'uses', internalType: 'uint64', type: 'uint64' },
    ],
    name: 'consume',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [],
    name: 'eip712Domain',
    outputs: [
      { name: 'fields', internalType: 'bytes1', type: 'bytes1' },
      { name: 'name', internalType: 'string', type: 'string' },
      { name: 'version', internalType: 'string', type: 'string' },
      { name: 'chainId', internalType: 'uint256', type: 'uint256' },
      { name: 'verifyingContract', internalType: 'address', type: 'address' },
      { name: 'salt', internalType: 'bytes32', type: 'bytes32' },
      { name: 'extensions', internalType: 'uint256[]', type: 'uint256[]' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'account', internalType: 'address', type: 'address' },
    ],
    name: 'getLicense',
    outputs: [
      {
        name: '',
        internalType: 'struct IModelLicense.LicenseView',
        type: 'tuple',
        components: [
          { name: 'startedAt', internalType: 'uint40', type: 'uint40' },
          { name: 'expiresAt', internalType: 'uint40', type: 'uint40' },
          { name: 'remainingUses', internalType: 'uint64', type: 'uint64' },
          { name: 'meteredUses', internalType: 'uint64', type: 'uint64' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'modelId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'getModel',
    outputs: [
      {
        name: '',
        internalType: 'struct IModelRegistry.ModelView',
        type: 'tuple',
        components: [
          { name: 'registered', internalType: 'bool', type: 'bool' },
          { name: 'depth', internalType: 'uint8', type: 'uint8' },
          { name: 'parentCount', internalType: 'uint8', type: 'uint8' },
          { name: 'ownParts', internalType: 'uint24', type: 'uint24' },
          { name: 'royaltyParts', internalType: 'uint24', type: 'uint24' },
          { name: 'version', internalType: 'uint32', type: 'uint32' },
          { name: 'royaltySplit', internalType: 'bytes32', type: 'bytes32' },
          { name: 'contentDigest', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'index', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'getParent',
    outputs: [
      { name: 'parentSplit', internalType: 'bytes32', type: 'bytes32' },
      { name: 'parts', internalType: 'uint24', type: 'uint24' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'planId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'getPlan',
    outputs: [
      {
        name: '',
        internalType: 'struct IModelLicense.PlanView',
        type: 'tuple',
        components: [
          { name: 'known', internalType: 'bool', type: 'bool' },
          { name: 'open', internalType: 'bool', type: 'bool' },
          { name: 'sold', internalType: 'uint32', type: 'uint32' },
          { name: 'uncollected', internalType: 'uint128', type: 'uint128' },
          { name: 'splitId', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'modelId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'getPricePerUse',
    outputs: [
      {
        name: 'plan',
        internalType: 'struct IModelLicense.Plan',
        type: 'tuple',
        components: [
          { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
          {
            name: 'kind',
            internalType: 'enum IModelLicense.PlanKind',
            type: 'uint8',
          },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'price', internalType: 'uint96', type: 'uint96' },
          { name: 'quantity', internalType: 'uint64', type: 'uint64' },
          { name: 'cap', internalType: 'uint32', type: 'uint32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'licensee', internalType: 'address', type: 'address' },
      { name: 'seat', internalType: 'address', type: 'address' },
    ],
    name: 'getSeat',
    outputs: [{ name: 'until', internalType: 'uint40', type: 'uint40' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'splitId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'index', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'getShare',
    outputs: [
      {
        name: '',
        internalType: 'struct IModelRegistry.Share',
        type: 'tuple',
        components: [
          { name: 'payee', internalType: 'address', type: 'address' },
          { name: 'parts', internalType: 'uint24', type: 'uint24' },
        ],
      },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'splitId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'getSplit',
    outputs: [
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'shareCount', internalType: 'uint256', type: 'uint256' },
    ],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'splitId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'token', internalType: 'address', type: 'address' },
    ],
    name: 'incomeOf',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'account', internalType: 'address', type: 'address' },
    ],
    name: 'isLicensed',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'licensee', internalType: 'address', type: 'address' },
      { name: 'seat', internalType: 'address', type: 'address' },
    ],
    name: 'isSeatLicensed',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [{ name: 'owner', internalType: 'address', type: 'address' }],
    name: 'nonces',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'plan',
        internalType: 'struct IModelLicense.Plan',
        type: 'tuple',
        components: [
          { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
          {
            name: 'kind',
            internalType: 'enum IModelLicense.PlanKind',
            type: 'uint8',
          },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'price', internalType: 'uint96', type: 'uint96' },
          { name: 'quantity', internalType: 'uint64', type: 'uint64' },
          { name: 'cap', internalType: 'uint32', type: 'uint32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
      { name: 'splitId', internalType: 'bytes32', type: 'bytes32' },
    ],
    name: 'openPlan',
    outputs: [{ name: 'planId', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
      {
        name: 'shares',
        internalType: 'struct IModelRegistry.Share[]',
        type: 'tuple[]',
        components: [
          { name: 'payee', internalType: 'address', type: 'address' },
          { name: 'parts', internalType: 'uint24', type: 'uint24' },
        ],
      },
    ],
    name: 'openSplit',
    outputs: [{ name: 'splitId', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'splitId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'index', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'owedToParent',
    outputs: [{ name: '', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'plan',
        internalType: 'struct IModelLicense.Plan',
        type: 'tuple',
        components: [
          { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
          {
            name: 'kind',
            internalType: 'enum IModelLicense.PlanKind',
            type: 'uint8',
          },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'price', internalType: 'uint96', type: 'uint96' },
          { name: 'quantity', internalType: 'uint64', type: 'uint64' },
          { name: 'cap', internalType: 'uint32', type: 'uint32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
        ],
      },
    ],
    name: 'planIdOf',
    outputs: [{ name: '', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'publication',
        internalType: 'struct IModelRegistry.Publication',
        type: 'tuple',
        components: [
          { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
          { name: 'modelURI', internalType: 'string', type: 'string' },
          { name: 'contentDigest', internalType: 'bytes32', type: 'bytes32' },
          {
            name: 'parents',
            internalType: 'struct IModelRegistry.Royalty[]',
            type: 'tuple[]',
            components: [
              { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
              { name: 'parts', internalType: 'uint24', type: 'uint24' },
            ],
          },
          {
            name: 'shares',
            internalType: 'struct IModelRegistry.Share[]',
            type: 'tuple[]',
            components: [
              { name: 'payee', internalType: 'address', type: 'address' },
              { name: 'parts', internalType: 'uint24', type: 'uint24' },
            ],
          },
          { name: 'royaltyParts', internalType: 'uint24', type: 'uint24' },
        ],
      },
    ],
    name: 'publishModel',
    outputs: [{ name: 'splitId', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'modelURI', internalType: 'string', type: 'string' },
      { name: 'contentDigest', internalType: 'bytes32', type: 'bytes32' },
    ],
    name: 'publishVersion',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'planId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'licensee', internalType: 'address', type: 'address' },
      { name: 'salt', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'purchaseNonce',
    outputs: [{ name: '', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [
      {
        name: 'vouchers',
        internalType: 'struct IModelLicense.UsageVoucher[]',
        type: 'tuple[]',
        components: [
          { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
          { name: 'licensee', internalType: 'address', type: 'address' },
          { name: 'cumulativeUses', internalType: 'uint64', type: 'uint64' },
          { name: 'signature', internalType: 'bytes', type: 'bytes' },
        ],
      },
    ],
    name: 'redeemUsage',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'modelURI', internalType: 'string', type: 'string' },
      { name: 'pricePerUse', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'registerModel',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'splitIds', internalType: 'bytes32[]', type: 'bytes32[]' },
      { name: 'token', internalType: 'address', type: 'address' },
    ],
    name: 'rollUp',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'pricePerUse', internalType: 'uint256', type: 'uint256' },
      { name: 'splitId', internalType: 'bytes32', type: 'bytes32' },
    ],
    name: 'setPricePerUse',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'royaltyParts', internalType: 'uint24', type: 'uint24' },
      { name: 'splitId', internalType: 'bytes32', type: 'bytes32' },
    ],
    name: 'setRoyaltyTerms',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'seats', internalType: 'address[]', type: 'address[]' },
      { name: 'until', internalType: 'uint40', type: 'uint40' },
    ],
    name: 'setSeats',
    outputs: [],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
      {
        name: 'shares',
        internalType: 'struct IModelRegistry.Share[]',
        type: 'tuple[]',
        components: [
          { name: 'payee', internalType: 'address', type: 'address' },
          { name: 'parts', internalType: 'uint24', type: 'uint24' },
        ],
      },
    ],
    name: 'splitIdOf',
    outputs: [{ name: '', internalType: 'bytes32', type: 'bytes32' }],
    stateMutability: 'pure',
  },
  {
    type: 'function',
    inputs: [{ name: 'interfaceId', internalType: 'bytes4', type: 'bytes4' }],
    name: 'supportsInterface',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  {
    type: 'function',
    inputs: [],
    name: 'useNonce',
    outputs: [{ name: 'nonce', internalType: 'uint256', type: 'uint256' }],
    stateMutability: 'nonpayable',
  },
  {
    type: 'function',
    inputs: [
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'account', internalType: 'address', type: 'address' },
      { name: 'time', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'wasLicensedAt',
    outputs: [{ name: '', internalType: 'bool', type: 'bool' }],
    stateMutability: 'view',
  },
  { type: 'event', anonymous: false, inputs: [], name: 'EIP712DomainChanged' },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'planId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'modelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'licensee',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'payer',
        internalType: 'address',
        type: 'address',
        indexed: false,
      },
      {
        name: 'expiresAt',
        internalType: 'uint40',
        type: 'uint40',
        indexed: false,
      },
      {
        name: 'remainingUses',
        internalType: 'uint64',
        type: 'uint64',
        indexed: false,
      },
    ],
    name: 'LicenseAcquired',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'modelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'creator',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      { name: 'depth', internalType: 'uint8', type: 'uint8', indexed: false },
      {
        name: 'contentDigest',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: false,
      },
      {
        name: 'modelURI',
        internalType: 'string',
        type: 'string',
        indexed: false,
      },
    ],
    name: 'ModelRegistered',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'account',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'nonce',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'NonceUsed',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'modelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'index',
        internalType: 'uint256',
        type: 'uint256',
        indexed: true,
      },
      {
        name: 'parentId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'parentSplit',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: false,
      },
      { name: 'parts', internalType: 'uint24', type: 'uint24', indexed: false },
    ],
    name: 'ParentLinked',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'planId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'modelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
    ],
    name: 'PlanClosed',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'planId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'modelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'splitId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'plan',
        internalType: 'struct IModelLicense.Plan',
        type: 'tuple',
        components: [
          { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
          {
            name: 'kind',
            internalType: 'enum IModelLicense.PlanKind',
            type: 'uint8',
          },
          { name: 'token', internalType: 'address', type: 'address' },
          { name: 'price', internalType: 'uint96', type: 'uint96' },
          { name: 'quantity', internalType: 'uint64', type: 'uint64' },
          { name: 'cap', internalType: 'uint32', type: 'uint32' },
          { name: 'termsHash', internalType: 'bytes32', type: 'bytes32' },
        ],
        indexed: false,
      },
    ],
    name: 'PlanOpened',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'modelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'planId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      { name: 'price', internalType: 'uint96', type: 'uint96', indexed: false },
    ],
    name: 'PricePerUseSet',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'splitId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'payee',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'token',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'index',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      { name: 'to', internalType: 'address', type: 'address', indexed: false },
      {
        name: 'amount',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'RevenueClaimed',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'planId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'splitId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'token',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'amount',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'RevenueCollected',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'splitId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'parentSplit',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'token',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'index',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'amount',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
    ],
    name: 'RoyaltyRolledUp',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'modelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'royaltyParts',
        internalType: 'uint24',
        type: 'uint24',
        indexed: false,
      },
      {
        name: 'royaltySplit',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: false,
      },
    ],
    name: 'RoyaltyTermsSet',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'modelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'licensee',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      { name: 'seat', internalType: 'address', type: 'address', indexed: true },
      { name: 'until', internalType: 'uint40', type: 'uint40', indexed: false },
    ],
    name: 'SeatSet',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'splitId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'modelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'shares',
        internalType: 'struct IModelRegistry.Share[]',
        type: 'tuple[]',
        components: [
          { name: 'payee', internalType: 'address', type: 'address' },
          { name: 'parts', internalType: 'uint24', type: 'uint24' },
        ],
        indexed: false,
      },
    ],
    name: 'SplitOpened',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'modelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'licensee',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      { name: 'uses', internalType: 'uint64', type: 'uint64', indexed: false },
      {
        name: 'meteredUses',
        internalType: 'uint64',
        type: 'uint64',
        indexed: false,
      },
    ],
    name: 'UsageRedeemed',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'index',
        internalType: 'uint256',
        type: 'uint256',
        indexed: false,
      },
      {
        name: 'modelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'licensee',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      {
        name: 'reason',
        internalType: 'enum IModelLicense.SkipReason',
        type: 'uint8',
        indexed: false,
      },
    ],
    name: 'UsageSkipped',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'modelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'licensee',
        internalType: 'address',
        type: 'address',
        indexed: true,
      },
      { name: 'by', internalType: 'address', type: 'address', indexed: true },
      { name: 'uses', internalType: 'uint64', type: 'uint64', indexed: false },
    ],
    name: 'UsesConsumed',
  },
  {
    type: 'event',
    anonymous: false,
    inputs: [
      {
        name: 'modelId',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: true,
      },
      {
        name: 'version',
        internalType: 'uint32',
        type: 'uint32',
        indexed: false,
      },
      {
        name: 'contentDigest',
        internalType: 'bytes32',
        type: 'bytes32',
        indexed: false,
      },
      {
        name: 'modelURI',
        internalType: 'string',
        type: 'string',
        indexed: false,
      },
    ],
    name: 'VersionPublished',
  },
  {
    type: 'error',
    inputs: [
      { name: 'account', internalType: 'address', type: 'address' },
      { name: 'currentNonce', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'InvalidAccountNonce',
  },
  { type: 'error', inputs: [], name: 'InvalidShortString' },
  {
    type: 'error',
    inputs: [
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'licensee', internalType: 'address', type: 'address' },
    ],
    name: 'ModelLicense_AlreadyPerpetual',
  },
  {
    type: 'error',
    inputs: [
      { name: 'timestamp', internalType: 'uint256', type: 'uint256' },
      { name: 'deadline', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ModelLicense_DeadlinePassed',
  },
  {
    type: 'error',
    inputs: [
      {
        name: 'kind',
        internalType: 'enum IModelLicense.PlanKind',
        type: 'uint8',
      },
      { name: 'quantity', internalType: 'uint256', type: 'uint256' },
      { name: 'cap', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ModelLicense_InvalidPlan',
  },
  {
    type: 'error',
    inputs: [{ name: 'account', internalType: 'address', type: 'address' }],
    name: 'ModelLicense_InvalidSignature',
  },
  {
    type: 'error',
    inputs: [{ name: 'modelId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'ModelLicense_NoPricePerUse',
  },
  {
    type: 'error',
    inputs: [
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'account', internalType: 'address', type: 'address' },
    ],
    name: 'ModelLicense_NotLicensed',
  },
  {
    type: 'error',
    inputs: [{ name: 'planId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'ModelLicense_PlanClosed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'price', internalType: 'uint256', type: 'uint256' },
      { name: 'maximum', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ModelLicense_PriceTooHigh',
  },
  {
    type: 'error',
    inputs: [
      { name: 'until', internalType: 'uint256', type: 'uint256' },
      { name: 'expiresAt', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ModelLicense_SeatOutlastsLicense',
  },
  {
    type: 'error',
    inputs: [
      { name: 'planId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'cap', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ModelLicense_SoldOut',
  },
  {
    type: 'error',
    inputs: [
      { name: 'expiresAt', internalType: 'uint256', type: 'uint256' },
      { name: 'maximum', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ModelLicense_TermTooLong',
  },
  {
    type: 'error',
    inputs: [
      { name: 'uses', internalType: 'uint256', type: 'uint256' },
      { name: 'maximum', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ModelLicense_TooManyUses',
  },
  {
    type: 'error',
    inputs: [{ name: 'planId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'ModelLicense_UnknownPlan',
  },
  {
    type: 'error',
    inputs: [
      { name: 'uses', internalType: 'uint256', type: 'uint256' },
      { name: 'minimum', internalType: 'uint256', type: 'uint256' },
      { name: 'remaining', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ModelLicense_UsesOutOfRange',
  },
  {
    type: 'error',
    inputs: [
      { name: 'received', internalType: 'uint256', type: 'uint256' },
      { name: 'required', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ModelLicense_WrongPayment',
  },
  {
    type: 'error',
    inputs: [
      { name: 'value', internalType: 'uint256', type: 'uint256' },
      { name: 'required', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ModelLicense_WrongValue',
  },
  {
    type: 'error',
    inputs: [{ name: 'modelId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'ModelRegistry_ModelExists',
  },
  {
    type: 'error',
    inputs: [
      { name: 'caller', internalType: 'address', type: 'address' },
      { name: 'allowed', internalType: 'address', type: 'address' },
    ],
    name: 'ModelRegistry_NotAllowed',
  },
  {
    type: 'error',
    inputs: [
      { name: 'splitId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'token', internalType: 'address', type: 'address' },
      { name: 'index', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ModelRegistry_NothingDue',
  },
  {
    type: 'error',
    inputs: [
      { name: 'previous', internalType: 'bytes32', type: 'bytes32' },
      { name: 'next', internalType: 'bytes32', type: 'bytes32' },
    ],
    name: 'ModelRegistry_ParentsNotAscending',
  },
  {
    type: 'error',
    inputs: [
      { name: 'parentId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'parts', internalType: 'uint256', type: 'uint256' },
      { name: 'minimum', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ModelRegistry_RoyaltyTooLow',
  },
  {
    type: 'error',
    inputs: [
      { name: 'count', internalType: 'uint256', type: 'uint256' },
      { name: 'minimum', internalType: 'uint256', type: 'uint256' },
      { name: 'maximum', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ModelRegistry_ShareCountOutOfRange',
  },
  {
    type: 'error',
    inputs: [{ name: 'splitId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'ModelRegistry_SplitExists',
  },
  {
    type: 'error',
    inputs: [
      { name: 'depth', internalType: 'uint256', type: 'uint256' },
      { name: 'maximum', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ModelRegistry_TooDeep',
  },
  {
    type: 'error',
    inputs: [
      { name: 'count', internalType: 'uint256', type: 'uint256' },
      { name: 'maximum', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ModelRegistry_TooManyParents',
  },
  {
    type: 'error',
    inputs: [{ name: 'modelId', internalType: 'bytes32', type: 'bytes32' }],
    name: 'ModelRegistry_UnknownModel',
  },
  {
    type: 'error',
    inputs: [
      { name: 'splitId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'index', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ModelRegistry_UnknownShare',
  },
  {
    type: 'error',
    inputs: [
      { name: 'splitId', internalType: 'bytes32', type: 'bytes32' },
      { name: 'modelId', internalType: 'bytes32', type: 'bytes32' },
    ],
    name: 'ModelRegistry_UnknownSplit',
  },
  {
    type: 'error',
    inputs: [
      { name: 'total', internalType: 'uint256', type: 'uint256' },
      { name: 'required', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'ModelRegistry_WrongTotal',
  },
  {
    type: 'error',
    inputs: [{ name: 'index', internalType: 'uint256', type: 'uint256' }],
    name: 'ModelRegistry_ZeroParts',
  },
  {
    type: 'error',
    inputs: [{ name: 'account', internalType: 'address', type: 'address' }],
    name: 'Payments_InvalidAccount',
  },
  {
    type: 'error',
    inputs: [
      { name: 'to', internalType: 'address', type: 'address' },
      { name: 'amount', internalType: 'uint256', type: 'uint256' },
    ],
    name: 'Payments_NativeTransferFailed',
  },
  {
    type: 'error',
    inputs: [{ name: 'token', internalType: 'address', type: 'address' }],
    name: 'Payments_NotAToken',
  },
  { type: 'error', inputs: [], name: 'Payments_TokenIsNative' },
  { type: 'error', inputs: [], name: 'ReentrancyGuardReentrantCall' },
  {
    type: 'error',
    inputs: [{ name: 'token', internalType: 'address', type: 'address' }],
    name: 'SafeERC20FailedOperation',
  },
  {
    type: 'error',
    inputs: [{ name: 'str', internalType: 'string', type: 'string' }],
    name: 'StringTooLong',
  },
] as const

/**

*/
export const modelLicenseAddress = {} as const

/**

*/
export const modelLicenseConfig = {
  address: modelLicenseAddress,
  abi: modelLicenseAbi,
} as const
