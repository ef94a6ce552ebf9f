"""`site.yaml`, typed."""
