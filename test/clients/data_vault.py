"""A researcher's and an owner's view of a data vault from Python, as clients of the public examples of this idea are
written: a few lines of ABI, `grantAccess(researcher, datasetId, expiry)`, `revokeAccess(researcher, datasetId)`.

    python data_vault.py RPC_URL VAULT ARTIFACT

ARTIFACT is the compiled contract; the client below does not need it, the checks do. The accounts are the development
chain's own. Prints one line for each check, and fails at the first that does not hold."""

import json
import sys
from secrets import token_bytes

from web3 import Web3
from web3.exceptions import ContractCustomError
from web3.types import TxReceipt

ABI = json.loads(
    """[
  {"type": "function", "name": "grantAccess", "stateMutability": "nonpayable", "outputs": [],
   "inputs": [{"name": "researcher", "type": "address"}, {"name": "datasetId", "type": "bytes32"},
              {"name": "expiry", "type": "uint256"}]},
  {"type": "function", "name": "revokeAccess", "stateMutability": "nonpayable", "outputs": [],
   "inputs": [{"name": "researcher", "type": "address"}, {"name": "datasetId", "type": "bytes32"}]}
]"""
)


class DataVaultClient:
    """What a data owner's script needs: grant until a moment, revoke."""

    def __init__(self, web3: Web3, address: str, account: str) -> None:
        self.web3 = web3
        self.account = account
        self.vault = web3.eth.contract(address=address, abi=ABI)

    def grant_access(self, researcher: str, dataset_id: bytes, seconds: int) -> TxReceipt:
        expiry = self.web3.eth.get_block("latest")["timestamp"] + seconds
        return self._send(self.vault.functions.grantAccess(researcher, dataset_id, expiry))

    def revoke_access(self, researcher: str, dataset_id: bytes) -> TxReceipt:
        return self._send(self.vault.functions.revokeAccess(researcher, dataset_id))

    def _send(self, call) -> TxReceipt:
        receipt = self.web3.eth.wait_for_transaction_receipt(call.transact({"from": self.account}))
        assert receipt["status"] == 1, receipt
        return receipt


def check(what: str, holds: bool) -> None:
    if not holds:
        sys.exit(f"{what}: does not hold")
    print(what)


def main(rpc_url: str, address: str, artifact: str) -> None:
    web3 = Web3(Web3.HTTPProvider(rpc_url))
    owner, researcher, stranger = web3.eth.accounts[:3]
    with open(artifact, encoding="utf8") as file:
        full = web3.eth.contract(address=address, abi=json.load(file)["abi"])

    dataset_id = bytes.fromhex(owner[2:]) + token_bytes(12)
    registration = (dataset_id, token_bytes(32), token_bytes(32), owner, "https://data.example/1")
    web3.eth.wait_for_transaction_receipt(full.functions.registerDataset(registration).transact({"from": owner}))

    def live() -> bool:
        return full.functions.isLive(dataset_id, researcher).call()

    client = DataVaultClient(web3, address, owner)
    check("nobody has access before a grant", not live())

    receipt = client.grant_access(researcher, dataset_id, 3_600)
    (granted,) = full.events.AccessGranted().process_receipt(receipt)
    check("the event names dataset and researcher", granted["args"]["datasetId"] == dataset_id
          and granted["args"]["researcher"] == researcher)
    check("a granted researcher has access", live())

    client.revoke_access(researcher, dataset_id)
    check("a revoked researcher has none", not live())

    client.grant_access(researcher, dataset_id, 3_600)
    check("a researcher can be granted again", live())
    web3.provider.make_request("evm_increaseTime", [3_600])
    web3.provider.make_request("evm_mine", [])
    check("an expired grant gives none", not live())

    try:
        DataVaultClient(web3, address, stranger).grant_access(stranger, dataset_id, 3_600)
        refused = False
    except ContractCustomError:
        refused = True
    check("a stranger cannot grant", refused)


if __name__ == "__main__":
    main(*sys.argv[1:])
