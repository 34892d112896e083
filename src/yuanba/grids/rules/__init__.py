"""The network: organisations as data, who may be seated, who reaches whom; grids planned and drawn."""
