"""From a finished staging tree to the public one."""
