"""What the palette offers: components, agent prompts, registered activities, and their lookups."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text

from data.models.base import Row, amount, flag, json, key, link, moment, moment_made, word_list, words


class ComponentType(Row, table=True):
    __tablename__ = "component_types"

    id: UUID = key()
    name: str = words(unique=True)
    icon: str | None = words(nullable=True)
    description: str | None = words(nullable=True)
    created_at: datetime = moment_made()


class ComponentVisibility(Row, table=True):
    __tablename__ = "component_visibility"

    id: UUID = key()
    name: str = words(unique=True)
    description: str | None = words(nullable=True)


class AgentPrompt(Row, table=True):
    __tablename__ = "agent_prompts"

    id: UUID = key()
    name: str = words()
    display_name: str = words()
    version: str = words()
    description: str | None = words(nullable=True)
    prompt_content: str = words()
    prompt_variables: Any = json()
    recommended_models: Any = json()
    capabilities: list[str] | None = word_list()
    tags: list[str] | None = word_list()
    created_by: UUID = link("users.id")
    visibility_id: UUID = link("component_visibility.id")
    deprecated: bool = flag(default=False)
    deprecated_message: str | None = words(nullable=True)
    migrate_to_prompt_id: UUID | None = link("agent_prompts.id", ondelete="SET NULL", nullable=True)
    created_at: datetime = moment_made()
    updated_at: datetime = moment_made()

    __table_args__ = (
        UniqueConstraint("created_by", "name", "version", name="unique_agent_prompt_name_version"),
        Index("idx_agent_prompts_visibility_id", "visibility_id"),
        Index("idx_agent_prompts_migrate_to_prompt_id", "migrate_to_prompt_id"),
    )


class Component(Row, table=True):
    __tablename__ = "components"

    id: UUID = key()
    name: str = words()
    display_name: str = words()
    description: str | None = words(nullable=True)
    component_type_id: UUID = link("component_types.id")
    version: str = words()
    created_by: UUID = link("users.id")
    visibility_id: UUID = link("component_visibility.id")
    config_schema: dict[str, Any] | None = json()
    input_schema: dict[str, Any] | None = json()
    output_schema: dict[str, Any] | None = json()
    agent_prompt_id: UUID | None = link("agent_prompts.id", ondelete="SET NULL", nullable=True)
    model_provider: str | None = words(nullable=True)
    model_name: str | None = words(nullable=True)
    implementation_path: str | None = words(nullable=True)
    npm_package: str | None = words(nullable=True)
    python_package: str | None = words(nullable=True)
    implementation_language: str | None = words(nullable=True)
    implementation_code: str | None = words(nullable=True)
    tags: list[str] | None = word_list()
    capabilities: list[str] | None = word_list()
    deprecated: bool = flag(default=False)
    deprecated_since: datetime | None = moment()
    deprecated_message: str | None = words(nullable=True)
    migrate_to_component_id: UUID | None = link("components.id", ondelete="SET NULL", nullable=True)
    created_at: datetime = moment_made()
    updated_at: datetime = moment_made()

    __table_args__ = (
        UniqueConstraint("created_by", "name", "version", name="unique_component_name_version"),
        Index("idx_components_component_type_id", "component_type_id"),
        Index("idx_components_visibility_id", "visibility_id"),
        Index("idx_components_agent_prompt_id", "agent_prompt_id"),
        Index("idx_components_migrate_to_component_id", "migrate_to_component_id"),
        Index("idx_components_deprecated", "deprecated"),
    )


class Activity(Row, table=True):
    """A Python function that workers run; the catalogue of the workers' code, written by them."""

    __tablename__ = "activities"

    id: UUID = key()
    name: str = words()
    display_name: str = words(default="")
    icon: str = words(default="bolt")
    summary: str = words(default="")
    function_name: str = words()
    module_path: str = words()
    package_name: str = words()
    category: str | None = words(nullable=True)
    description: str | None = words(nullable=True)
    input_schema: dict[str, Any] = json(nullable=False)
    output_schema: dict[str, Any] | None = json()
    examples: Any = json()
    tags: list[str] | None = word_list()
    is_active: bool = flag(default=True)
    deprecated: bool = flag(default=False)
    deprecated_since: datetime | None = moment()
    deprecated_message: str | None = words(nullable=True)
    migrate_to_activity_id: UUID | None = link("activities.id", ondelete="SET NULL", nullable=True)
    usage_count: int = amount(default=0)
    last_used_at: datetime | None = moment()
    created_by: UUID = link("users.id")
    created_at: datetime = moment_made()
    updated_at: datetime = moment_made()

    __table_args__ = (
        UniqueConstraint("package_name", "function_name", name="unique_activity_name"),
        # A node names its activity by `name` alone, so two active ones of a name would be a riddle.
        Index("unique_activities_active_name", "name", unique=True, postgresql_where=text("is_active")),
        Index("idx_activities_category", "category"),
        Index("idx_activities_migrate_to_activity_id", "migrate_to_activity_id"),
        Index("idx_activities_created_by", "created_by"),
    )
