"""The workers of a run: processes of this machine, or a Dask cluster."""
