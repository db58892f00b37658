"""The case file: records, queries, services, gateways. No Flask, no HTML."""
