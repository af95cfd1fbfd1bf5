"""Steps in relations: recognition, establishment, upgrades, breaks."""
