"""What touches the machine: files, the index, worker processes, the development server."""
