"""The typed environment: every setting, its default, and nothing else."""

from functools import lru_cache
from pathlib import Path

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read from the environment; an empty value counts as absent."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    home: Path = Field(
        default=Path(".workflow-builder"), validation_alias=AliasChoices("WORKFLOW_BUILDER_HOME")
    )
    host: str = Field(default="127.0.0.1", validation_alias="WORKFLOW_BUILDER_HOST")
    port: int = Field(
        default=8080, ge=0, le=65535, validation_alias=AliasChoices("WORKFLOW_BUILDER_PORT", "PORT")
    )
    open_browser: bool = Field(default=True, validation_alias="WORKFLOW_BUILDER_OPEN")

    database_url: str | None = Field(default=None, validation_alias="DATABASE_URL")
    temporal_address: str | None = Field(default=None, validation_alias="TEMPORAL_ADDRESS")
    temporal_namespace: str = Field(default="default", validation_alias="TEMPORAL_NAMESPACE")
    temporal_cli: Path | None = Field(default=None, validation_alias="TEMPORAL_CLI")
    temporal_download_base: str = Field(
        default="https://temporal.download", validation_alias="TEMPORAL_DOWNLOAD_BASE"
    )
    supabase_url: str | None = Field(default=None, validation_alias="SUPABASE_URL")

    smtp_url: str | None = Field(default=None, validation_alias="SMTP_URL")
    data_folder: Path | None = Field(default=None, validation_alias="WORKFLOW_BUILDER_DATA_FOLDER")

    @property
    def embedded_database(self) -> bool:
        return self.database_url is None

    @property
    def embedded_temporal(self) -> bool:
        return self.temporal_address is None

    @property
    def files(self) -> Path:
        """The folder inside which the file activities read and write."""
        return (self.data_folder or self.home / "files").absolute()


@lru_cache
def settings() -> Settings:
    return Settings()
