"""The settings of a run: defaults, then the settings file, then the environment, then flags, as one frozen Config."""

from regold.config.layers import has_settings
from regold.config.reading import find_root, load_config
from regold.config.settings import Config, CustomTargetSettings, Flags, GateSettings, settings_hash

__all__ = [
    "Config",
    "CustomTargetSettings",
    "Flags",
    "GateSettings",
    "find_root",
    "has_settings",
    "load_config",
    "settings_hash",
]
