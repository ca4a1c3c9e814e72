"""All tables."""

# ruff: noqa: E501, PLR0915 (written by Alembic)
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blobs",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("blobs_pkey")),
    )
    op.create_table(
        "component_types",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("icon", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("component_types_pkey")),
        sa.UniqueConstraint("name", name=op.f("unique_component_types_name")),
    )
    op.create_table(
        "component_visibility",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("component_visibility_pkey")),
        sa.UniqueConstraint("name", name=op.f("unique_component_visibility_name")),
    )
    op.create_table(
        "user_roles",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column(
            "permissions",
            postgresql.JSONB(none_as_null=True, astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("user_roles_pkey")),
        sa.UniqueConstraint("name", name=op.f("unique_user_roles_name")),
    )
    op.create_table(
        "workflow_statuses",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("color", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("workflow_statuses_pkey")),
        sa.UniqueConstraint("name", name=op.f("unique_workflow_statuses_name")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("auth_user_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=True),
        sa.Column("role_id", sa.Uuid(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("last_login_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["auth_user_id"], ["auth.users.id"], name=op.f("fk_users_auth_user_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["role_id"], ["user_roles.id"], name=op.f("fk_users_role_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("users_pkey")),
    )
    op.create_index("idx_users_role_id", "users", ["role_id"], unique=False)
    op.create_index("unique_users_auth_user_id", "users", ["auth_user_id"], unique=True)
    op.create_index("unique_users_email", "users", [sa.literal_column("lower(email)")], unique=True)
    op.create_table(
        "activities",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("icon", sa.Text(), server_default=sa.text("'bolt'"), nullable=False),
        sa.Column("summary", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("function_name", sa.Text(), nullable=False),
        sa.Column("module_path", sa.Text(), nullable=False),
        sa.Column("package_name", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("input_schema", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("output_schema", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("examples", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("tags", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("deprecated", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("deprecated_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deprecated_message", sa.Text(), nullable=True),
        sa.Column("migrate_to_activity_id", sa.Uuid(), nullable=True),
        sa.Column("usage_count", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_activities_created_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["migrate_to_activity_id"],
            ["activities.id"],
            name=op.f("fk_activities_migrate_to_activity_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("activities_pkey")),
        sa.UniqueConstraint("package_name", "function_name", name="unique_activity_name"),
    )
    op.create_index("idx_activities_category", "activities", ["category"], unique=False)
    op.create_index("idx_activities_created_by", "activities", ["created_by"], unique=False)
    op.create_index(
        "idx_activities_migrate_to_activity_id", "activities", ["migrate_to_activity_id"], unique=False
    )
    op.create_index(
        "unique_activities_active_name",
        "activities",
        ["name"],
        unique=True,
        postgresql_where=sa.text("is_active"),
    )
    op.create_table(
        "agent_prompts",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("prompt_content", sa.Text(), nullable=False),
        sa.Column(
            "prompt_variables", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True
        ),
        sa.Column(
            "recommended_models", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True
        ),
        sa.Column("capabilities", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("tags", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("visibility_id", sa.Uuid(), nullable=False),
        sa.Column("deprecated", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("deprecated_message", sa.Text(), nullable=True),
        sa.Column("migrate_to_prompt_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_agent_prompts_created_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["migrate_to_prompt_id"],
            ["agent_prompts.id"],
            name=op.f("fk_agent_prompts_migrate_to_prompt_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["visibility_id"],
            ["component_visibility.id"],
            name=op.f("fk_agent_prompts_visibility_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("agent_prompts_pkey")),
        sa.UniqueConstraint("created_by", "name", "version", name="unique_agent_prompt_name_version"),
    )
    op.create_index(
        "idx_agent_prompts_migrate_to_prompt_id", "agent_prompts", ["migrate_to_prompt_id"], unique=False
    )
    op.create_index("idx_agent_prompts_visibility_id", "agent_prompts", ["visibility_id"], unique=False)
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_api_keys_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("api_keys_pkey")),
        sa.UniqueConstraint("key_hash", name=op.f("unique_api_keys_key_hash")),
    )
    op.create_index("idx_api_keys_user_id", "api_keys", ["user_id"], unique=False)
    op.create_table(
        "audit_log",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_type", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("details", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_audit_log_user_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("audit_log_pkey")),
    )
    op.create_index("idx_audit_log_created_at", "audit_log", ["created_at"], unique=False)
    op.create_index("idx_audit_log_subject_id", "audit_log", ["subject_id"], unique=False)
    op.create_index("idx_audit_log_user_id", "audit_log", ["user_id"], unique=False)
    op.create_table(
        "organizations",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_organizations_created_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("organizations_pkey")),
    )
    op.create_index("idx_organizations_created_by", "organizations", ["created_by"], unique=False)
    op.create_index(
        "unique_organizations_name", "organizations", [sa.literal_column("lower(name)")], unique=True
    )
    op.create_table(
        "sessions",
        sa.Column("id_hash", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column(
            "last_seen_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_sessions_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("sessions_pkey")),
    )
    op.create_index("idx_sessions_expires_at", "sessions", ["expires_at"], unique=False)
    op.create_index("idx_sessions_user_id", "sessions", ["user_id"], unique=False)
    op.create_table(
        "sign_in_links",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_sign_in_links_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("sign_in_links_pkey")),
    )
    op.create_index("idx_sign_in_links_user_id", "sign_in_links", ["user_id"], unique=False)
    op.create_table(
        "task_queues",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("is_system_queue", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("max_concurrent_workflows", sa.Integer(), nullable=True),
        sa.Column("max_concurrent_activities", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_task_queues_created_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("task_queues_pkey")),
        sa.UniqueConstraint("name", name=op.f("unique_task_queues_name")),
    )
    op.create_index("idx_task_queues_created_by", "task_queues", ["created_by"], unique=False)
    op.create_table(
        "components",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("component_type_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("visibility_id", sa.Uuid(), nullable=False),
        sa.Column("config_schema", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("input_schema", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("output_schema", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("agent_prompt_id", sa.Uuid(), nullable=True),
        sa.Column("model_provider", sa.Text(), nullable=True),
        sa.Column("model_name", sa.Text(), nullable=True),
        sa.Column("implementation_path", sa.Text(), nullable=True),
        sa.Column("npm_package", sa.Text(), nullable=True),
        sa.Column("python_package", sa.Text(), nullable=True),
        sa.Column("implementation_language", sa.Text(), nullable=True),
        sa.Column("implementation_code", sa.Text(), nullable=True),
        sa.Column("tags", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("capabilities", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("deprecated", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("deprecated_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deprecated_message", sa.Text(), nullable=True),
        sa.Column("migrate_to_component_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_prompt_id"],
            ["agent_prompts.id"],
            name=op.f("fk_components_agent_prompt_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["component_type_id"],
            ["component_types.id"],
            name=op.f("fk_components_component_type_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_components_created_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["migrate_to_component_id"],
            ["components.id"],
            name=op.f("fk_components_migrate_to_component_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["visibility_id"],
            ["component_visibility.id"],
            name=op.f("fk_components_visibility_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("components_pkey")),
        sa.UniqueConstraint("created_by", "name", "version", name="unique_component_name_version"),
    )
    op.create_index("idx_components_agent_prompt_id", "components", ["agent_prompt_id"], unique=False)
    op.create_index("idx_components_component_type_id", "components", ["component_type_id"], unique=False)
    op.create_index("idx_components_deprecated", "components", ["deprecated"], unique=False)
    op.create_index(
        "idx_components_migrate_to_component_id", "components", ["migrate_to_component_id"], unique=False
    )
    op.create_index("idx_components_visibility_id", "components", ["visibility_id"], unique=False)
    op.create_table(
        "organization_members",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), server_default=sa.text("'viewer'"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "role = ANY (ARRAY['admin'::text, 'developer'::text, 'viewer'::text])",
            name=op.f("check_organization_members_role"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_organization_members_organization_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_organization_members_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "user_id", name=op.f("organization_members_pkey")),
    )
    op.create_index("idx_organization_members_user_id", "organization_members", ["user_id"], unique=False)
    op.create_table(
        "projects",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("task_queue_name", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("is_default", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("is_archived", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("total_workflow_executions", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("total_activity_executions", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("avg_execution_duration_ms", sa.BigInteger(), nullable=True),
        sa.Column("last_execution_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_projects_created_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_projects_organization_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["task_queue_name"],
            ["task_queues.name"],
            name=op.f("fk_projects_task_queue_name"),
            onupdate="CASCADE",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("projects_pkey")),
        sa.UniqueConstraint("created_by", "name", name="unique_user_project_name"),
        sa.UniqueConstraint("task_queue_name", name=op.f("unique_projects_task_queue_name")),
    )
    op.create_index(
        "idx_projects_is_archived",
        "projects",
        ["is_archived"],
        unique=False,
        postgresql_where=sa.text("(is_archived = false)"),
    )
    op.create_index("idx_projects_organization_id", "projects", ["organization_id"], unique=False)
    op.create_index(
        "unique_projects_default",
        "projects",
        ["created_by"],
        unique=True,
        postgresql_where=sa.text("is_default"),
    )
    op.create_table(
        "credentials",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("encrypted_value", sa.LargeBinary(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_credentials_created_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_credentials_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("credentials_pkey")),
    )
    op.create_index("idx_credentials_created_by", "credentials", ["created_by"], unique=False)
    op.create_index("unique_credentials_project_id_name", "credentials", ["project_id", "name"], unique=True)
    op.create_table(
        "project_statistics",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("most_used_workflow_id", sa.Uuid(), nullable=True),
        sa.Column("most_used_workflow_count", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("most_used_component_id", sa.Uuid(), nullable=True),
        sa.Column("most_used_component_count", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("most_used_task_queue_id", sa.Uuid(), nullable=True),
        sa.Column("most_used_task_queue_count", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("total_executions", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("longest_run_duration_ms", sa.BigInteger(), nullable=True),
        sa.Column("longest_run_workflow_id", sa.Uuid(), nullable=True),
        sa.Column("total_failures", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_failure_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_execution_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_statistics_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", name=op.f("project_statistics_pkey")),
    )
    op.create_table(
        "workflow_workers",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("worker_id", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("task_queue_name", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=True),
        sa.Column("process_id", sa.Text(), nullable=True),
        sa.Column("metadata", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_heartbeat", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "status = ANY (ARRAY['starting'::text, 'running'::text, 'stopping'::text, 'stopped'::text, 'failed'::text])",
            name=op.f("check_workflow_workers_status"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_workflow_workers_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["task_queue_name"],
            ["task_queues.name"],
            name=op.f("fk_workflow_workers_task_queue_name"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("workflow_workers_pkey")),
        sa.UniqueConstraint("worker_id", name=op.f("unique_workflow_workers_worker_id")),
    )
    op.create_index(
        "idx_workflow_workers_heartbeat",
        "workflow_workers",
        ["last_heartbeat"],
        unique=False,
        postgresql_where=sa.text("(status = 'running'::text)"),
    )
    op.create_index("idx_workflow_workers_project_id", "workflow_workers", ["project_id"], unique=False)
    op.create_index(
        "idx_workflow_workers_status",
        "workflow_workers",
        ["status"],
        unique=False,
        postgresql_where=sa.text("(status = ANY (ARRAY['running'::text, 'starting'::text]))"),
    )
    op.create_index(
        "idx_workflow_workers_task_queue_name", "workflow_workers", ["task_queue_name"], unique=False
    )
    op.create_table(
        "workflows",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("name", sa.Text(), sa.Computed("kebab_name", persisted=True), nullable=False),
        sa.Column("kebab_name", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("status_id", sa.Uuid(), nullable=False),
        sa.Column("visibility_id", sa.Uuid(), nullable=False),
        sa.Column("task_queue_id", sa.Uuid(), nullable=False),
        sa.Column(
            "definition",
            postgresql.JSONB(none_as_null=True, astext_type=sa.Text()),
            server_default=sa.text('\'{"edges": [], "nodes": []}\'::jsonb'),
            nullable=False,
        ),
        sa.Column("revision", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("current_version_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Text(), server_default=sa.text("'1.0.0'"), nullable=False),
        sa.Column("execution_timeout_seconds", sa.Integer(), nullable=True),
        sa.Column("compiled_typescript", sa.Text(), nullable=True),
        sa.Column("compiled_python", sa.Text(), nullable=True),
        sa.Column("temporal_workflow_id", sa.Text(), nullable=True),
        sa.Column("temporal_workflow_type", sa.Text(), nullable=True),
        sa.Column("is_scheduled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("schedule_spec", sa.Text(), nullable=True),
        sa.Column("schedule_timezone", sa.Text(), server_default=sa.text("'UTC'"), nullable=False),
        sa.Column("next_run_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_run_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("max_runs", sa.Integer(), nullable=True),
        sa.Column("run_count", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("parent_workflow_id", sa.Uuid(), nullable=True),
        sa.Column("start_immediately", sa.Boolean(), nullable=True),
        sa.Column("end_with_parent", sa.Boolean(), nullable=True),
        sa.Column("signal_to_parent_name", sa.Text(), nullable=True),
        sa.Column("query_parent_name", sa.Text(), nullable=True),
        sa.Column("max_concurrent_executions", sa.Integer(), server_default=sa.text("1"), nullable=True),
        sa.Column("overlap_policy", sa.Text(), server_default=sa.text("'queue'"), nullable=False),
        sa.Column("deployed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_archived", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "overlap_policy = ANY (ARRAY['queue'::text, 'reject'::text, 'cancel_running'::text])",
            name=op.f("check_workflows_overlap_policy"),
        ),
        sa.CheckConstraint(
            "NOT is_scheduled OR schedule_spec IS NOT NULL", name=op.f("check_workflows_schedule_spec")
        ),
        sa.CheckConstraint(
            "max_concurrent_executions > 0", name=op.f("check_workflows_max_concurrent_executions")
        ),
        sa.CheckConstraint("parent_workflow_id <> id", name=op.f("check_workflows_parent_workflow_id")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_workflows_created_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["parent_workflow_id"],
            ["workflows.id"],
            name=op.f("fk_workflows_parent_workflow_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_workflows_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["status_id"], ["workflow_statuses.id"], name=op.f("fk_workflows_status_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["task_queue_id"],
            ["task_queues.id"],
            name=op.f("fk_workflows_task_queue_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["visibility_id"],
            ["component_visibility.id"],
            name=op.f("fk_workflows_visibility_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("workflows_pkey")),
        sa.UniqueConstraint("created_by", "kebab_name", name="unique_user_workflow_name"),
    )
    op.create_index(
        "idx_workflows_active",
        "workflows",
        ["status_id"],
        unique=False,
        postgresql_where=sa.text("(is_archived = false)"),
    )
    op.create_index("idx_workflows_current_version_id", "workflows", ["current_version_id"], unique=False)
    op.create_index("idx_workflows_is_archived", "workflows", ["is_archived"], unique=False)
    op.create_index("idx_workflows_parent_workflow_id", "workflows", ["parent_workflow_id"], unique=False)
    op.create_index("idx_workflows_project_id", "workflows", ["project_id"], unique=False)
    op.create_index("idx_workflows_status_id", "workflows", ["status_id"], unique=False)
    op.create_index("idx_workflows_task_queue_id", "workflows", ["task_queue_id"], unique=False)
    op.create_index("idx_workflows_temporal_workflow_id", "workflows", ["temporal_workflow_id"], unique=False)
    op.create_index("idx_workflows_visibility_id", "workflows", ["visibility_id"], unique=False)
    op.create_table(
        "workflow_nodes",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("workflow_id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Text(), nullable=False),
        sa.Column("node_type", sa.Text(), nullable=False),
        sa.Column("component_id", sa.Uuid(), nullable=True),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("position", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column(
            "config",
            postgresql.JSONB(none_as_null=True, astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        sa.Column("work_queue_target", sa.Text(), nullable=True),
        sa.Column("block_until_queue", sa.Text(), nullable=True),
        sa.Column(
            "block_until_work_items",
            postgresql.JSONB(none_as_null=True, astext_type=sa.Text()),
            nullable=True,
        ),
        sa.Column("signal_to_parent", sa.Text(), nullable=True),
        sa.Column("query_parent", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name=op.f("fk_workflow_nodes_activity_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["component_id"],
            ["components.id"],
            name=op.f("fk_workflow_nodes_component_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["workflow_id"], ["workflows.id"], name=op.f("fk_workflow_nodes_workflow_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("workflow_nodes_pkey")),
        sa.UniqueConstraint("workflow_id", "node_id", name="unique_workflow_node_id"),
    )
    op.create_index("idx_workflow_nodes_activity_id", "workflow_nodes", ["activity_id"], unique=False)
    op.create_index("idx_workflow_nodes_component_id", "workflow_nodes", ["component_id"], unique=False)
    op.create_table(
        "workflow_patches",
        sa.Column("workflow_id", sa.Uuid(), nullable=False),
        sa.Column("patch_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("client", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("author", sa.Uuid(), nullable=False),
        sa.Column("operations", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["author"], ["users.id"], name=op.f("fk_workflow_patches_author"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["workflow_id"],
            ["workflows.id"],
            name=op.f("fk_workflow_patches_workflow_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workflow_id", "patch_id", name=op.f("workflow_patches_pkey")),
        sa.UniqueConstraint("workflow_id", "revision", name="unique_workflow_patch_revision"),
    )
    op.create_index("idx_workflow_patches_author", "workflow_patches", ["author"], unique=False)
    op.create_table(
        "workflow_statistics",
        sa.Column("workflow_id", sa.Uuid(), nullable=False),
        sa.Column("total_runs", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("successful_runs", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("failed_runs", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("avg_duration_ms", sa.BigInteger(), nullable=True),
        sa.Column("min_duration_ms", sa.BigInteger(), nullable=True),
        sa.Column("max_duration_ms", sa.BigInteger(), nullable=True),
        sa.Column("most_used_component_id", sa.Uuid(), nullable=True),
        sa.Column("most_used_component_count", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("total_errors", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_error_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_run_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workflow_id"],
            ["workflows.id"],
            name=op.f("fk_workflow_statistics_workflow_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workflow_id", name=op.f("workflow_statistics_pkey")),
    )
    op.create_table(
        "workflow_versions",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("workflow_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("definition", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("compiled_python", sa.Text(), nullable=True),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("author", sa.Uuid(), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["author"], ["users.id"], name=op.f("fk_workflow_versions_author"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["workflow_id"],
            ["workflows.id"],
            name=op.f("fk_workflow_versions_workflow_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("workflow_versions_pkey")),
        sa.UniqueConstraint("workflow_id", "number", name="unique_workflow_version_number"),
    )
    op.create_index("idx_workflow_versions_author", "workflow_versions", ["author"], unique=False)
    op.create_table(
        "workflow_work_queues",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("workflow_id", sa.Uuid(), nullable=False),
        sa.Column("queue_name", sa.Text(), nullable=False),
        sa.Column("signal_name", sa.Text(), nullable=False),
        sa.Column("query_name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("max_size", sa.Integer(), nullable=True),
        sa.Column("priority", sa.Text(), server_default=sa.text("'fifo'"), nullable=False),
        sa.Column("deduplicate", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column(
            "work_item_schema", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True
        ),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "priority = ANY (ARRAY['fifo'::text, 'lifo'::text, 'priority'::text])",
            name=op.f("check_workflow_work_queues_priority"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_workflow_work_queues_created_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["workflow_id"],
            ["workflows.id"],
            name=op.f("fk_workflow_work_queues_workflow_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("workflow_work_queues_pkey")),
        sa.UniqueConstraint("workflow_id", "queue_name", name="unique_workflow_queue_name"),
    )
    op.create_index(
        "idx_workflow_work_queues_created_by", "workflow_work_queues", ["created_by"], unique=False
    )
    op.create_table(
        "workflow_edges",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("workflow_id", sa.Uuid(), nullable=False),
        sa.Column("edge_id", sa.Text(), nullable=False),
        sa.Column("source_node_id", sa.Text(), nullable=False),
        sa.Column("target_node_id", sa.Text(), nullable=False),
        sa.Column("source_handle", sa.Text(), server_default=sa.text("'out'"), nullable=False),
        sa.Column("target_handle", sa.Text(), server_default=sa.text("'in'"), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("config", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workflow_id", "source_node_id"],
            ["workflow_nodes.workflow_id", "workflow_nodes.node_id"],
            name="fk_workflow_edges_source_node_id",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workflow_id", "target_node_id"],
            ["workflow_nodes.workflow_id", "workflow_nodes.node_id"],
            name="fk_workflow_edges_target_node_id",
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workflow_id"], ["workflows.id"], name=op.f("fk_workflow_edges_workflow_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("workflow_edges_pkey")),
        sa.UniqueConstraint("workflow_id", "edge_id", name="unique_workflow_edge_id"),
    )
    op.create_index(
        "idx_workflow_edges_source_node_id", "workflow_edges", ["workflow_id", "source_node_id"], unique=False
    )
    op.create_index(
        "idx_workflow_edges_target_node_id", "workflow_edges", ["workflow_id", "target_node_id"], unique=False
    )
    op.create_table(
        "workflow_executions",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("workflow_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("workflow_version_id", sa.Uuid(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("temporal_workflow_id", sa.Text(), nullable=False),
        sa.Column("temporal_run_id", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "duration_ms",
            sa.BigInteger(),
            sa.Computed(
                "((EXTRACT(epoch FROM (completed_at - started_at)) * (1000)::numeric))::bigint",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.Column("cancel_requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("input", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("output", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("error", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("activities_executed", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("history_sync_status", sa.Text(), nullable=True),
        sa.Column("history_sync_error", sa.Text(), nullable=True),
        sa.Column("history_synced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "history_sync_status = ANY (ARRAY['pending'::text, 'syncing'::text, 'synced'::text, 'failed'::text])",
            name=op.f("check_workflow_executions_history_sync_status"),
        ),
        sa.CheckConstraint(
            "status = ANY (ARRAY['building'::text, 'running'::text, 'completed'::text, 'failed'::text, 'cancelled'::text, 'timed_out'::text])",
            name=op.f("check_workflow_executions_status"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_workflow_executions_created_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_workflow_executions_project_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workflow_id"],
            ["workflows.id"],
            name=op.f("fk_workflow_executions_workflow_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workflow_version_id"],
            ["workflow_versions.id"],
            name=op.f("fk_workflow_executions_workflow_version_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("workflow_executions_pkey")),
        sa.UniqueConstraint("temporal_workflow_id", "temporal_run_id", name="unique_temporal_run"),
        sa.UniqueConstraint("workflow_id", "number", name="unique_workflow_execution_number"),
    )
    op.create_index(
        "idx_workflow_executions_active",
        "workflow_executions",
        ["status"],
        unique=False,
        postgresql_where=sa.text("(status = ANY (ARRAY['building'::text, 'running'::text]))"),
    )
    op.create_index(
        "idx_workflow_executions_created_by",
        "workflow_executions",
        ["created_by", sa.literal_column("started_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "idx_workflow_executions_project_started",
        "workflow_executions",
        ["project_id", sa.literal_column("started_at DESC"), sa.literal_column("id DESC")],
        unique=False,
        postgresql_include=["status", "duration_ms"],
    )
    op.create_index(
        "idx_workflow_executions_started_at",
        "workflow_executions",
        [sa.literal_column("started_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "idx_workflow_executions_unsynced",
        "workflow_executions",
        ["completed_at"],
        unique=False,
        postgresql_where=sa.text(
            "((completed_at IS NOT NULL) AND (history_sync_status IS DISTINCT FROM 'synced'::text))"
        ),
    )
    op.create_index(
        "idx_workflow_executions_version_id", "workflow_executions", ["workflow_version_id"], unique=False
    )
    op.create_index(
        "idx_workflow_executions_workflow_started",
        "workflow_executions",
        ["workflow_id", sa.literal_column("started_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_table(
        "workflow_queries",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("workflow_id", sa.Uuid(), nullable=False),
        sa.Column("work_queue_id", sa.Uuid(), nullable=True),
        sa.Column("query_name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("return_type", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("auto_generated", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_workflow_queries_created_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["work_queue_id"],
            ["workflow_work_queues.id"],
            name=op.f("fk_workflow_queries_work_queue_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workflow_id"],
            ["workflows.id"],
            name=op.f("fk_workflow_queries_workflow_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("workflow_queries_pkey")),
        sa.UniqueConstraint("workflow_id", "query_name", name="unique_workflow_query_name"),
    )
    op.create_index("idx_workflow_queries_created_by", "workflow_queries", ["created_by"], unique=False)
    op.create_index("idx_workflow_queries_work_queue_id", "workflow_queries", ["work_queue_id"], unique=False)
    op.create_table(
        "workflow_signals",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("workflow_id", sa.Uuid(), nullable=False),
        sa.Column("work_queue_id", sa.Uuid(), nullable=True),
        sa.Column("signal_name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("parameters", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("auto_generated", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_workflow_signals_created_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["work_queue_id"],
            ["workflow_work_queues.id"],
            name=op.f("fk_workflow_signals_work_queue_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workflow_id"],
            ["workflows.id"],
            name=op.f("fk_workflow_signals_workflow_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("workflow_signals_pkey")),
        sa.UniqueConstraint("workflow_id", "signal_name", name="unique_workflow_signal_name"),
    )
    op.create_index("idx_workflow_signals_created_by", "workflow_signals", ["created_by"], unique=False)
    op.create_index("idx_workflow_signals_work_queue_id", "workflow_signals", ["work_queue_id"], unique=False)
    op.create_table(
        "component_executions",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("workflow_execution_id", sa.Uuid(), nullable=False),
        sa.Column("component_id", sa.Uuid(), nullable=True),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("node_id", sa.Text(), nullable=False),
        sa.Column("node_path", sa.Text(), nullable=False),
        sa.Column("component_name", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waits_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "duration_ms",
            sa.BigInteger(),
            sa.Computed(
                "((EXTRACT(epoch FROM (completed_at - started_at)) * (1000)::numeric))::bigint",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.Column("input", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("output", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("error", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("live_handles", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("activity_id_temporal", sa.Text(), nullable=True),
        sa.Column("attempt_number", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "attempts",
            postgresql.JSONB(none_as_null=True, astext_type=sa.Text()),
            server_default=sa.text("'[]'::jsonb"),
            nullable=False,
        ),
        sa.Column("state_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "status = ANY (ARRAY['pending'::text, 'running'::text, 'waiting'::text, 'completed'::text, 'failed'::text, 'cancelled'::text, 'timed_out'::text, 'skipped'::text])",
            name=op.f("check_component_executions_status"),
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activities.id"],
            name=op.f("fk_component_executions_activity_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["component_id"],
            ["components.id"],
            name=op.f("fk_component_executions_component_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["workflow_execution_id"],
            ["workflow_executions.id"],
            name=op.f("fk_component_executions_workflow_execution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("component_executions_pkey")),
        sa.UniqueConstraint("workflow_execution_id", "node_path", name="unique_component_execution_path"),
    )
    op.create_index(
        "idx_component_executions_activity_id", "component_executions", ["activity_id"], unique=False
    )
    op.create_index(
        "idx_component_executions_component_id", "component_executions", ["component_id"], unique=False
    )
    op.create_index(
        "idx_component_executions_timeline",
        "component_executions",
        ["workflow_execution_id", "started_at"],
        unique=False,
    )
    # Workflows and versions name each other.
    op.create_foreign_key(
        "fk_workflows_current_version_id",
        "workflows",
        "workflow_versions",
        ["current_version_id"],
        ["id"],
        ondelete="SET NULL",
    )


def downgrade() -> None:
    op.drop_constraint("fk_workflows_current_version_id", "workflows", type_="foreignkey")
    op.drop_index("idx_component_executions_timeline", table_name="component_executions")
    op.drop_index("idx_component_executions_component_id", table_name="component_executions")
    op.drop_index("idx_component_executions_activity_id", table_name="component_executions")
    op.drop_table("component_executions")
    op.drop_index("idx_workflow_signals_work_queue_id", table_name="workflow_signals")
    op.drop_index("idx_workflow_signals_created_by", table_name="workflow_signals")
    op.drop_table("workflow_signals")
    op.drop_index("idx_workflow_queries_work_queue_id", table_name="workflow_queries")
    op.drop_index("idx_workflow_queries_created_by", table_name="workflow_queries")
    op.drop_table("workflow_queries")
    op.drop_index("idx_workflow_executions_workflow_started", table_name="workflow_executions")
    op.drop_index("idx_workflow_executions_version_id", table_name="workflow_executions")
    op.drop_index(
        "idx_workflow_executions_unsynced",
        table_name="workflow_executions",
        postgresql_where=sa.text(
            "((completed_at IS NOT NULL) AND (history_sync_status IS DISTINCT FROM 'synced'::text))"
        ),
    )
    op.drop_index("idx_workflow_executions_started_at", table_name="workflow_executions")
    op.drop_index(
        "idx_workflow_executions_project_started",
        table_name="workflow_executions",
        postgresql_include=["status", "duration_ms"],
    )
    op.drop_index("idx_workflow_executions_created_by", table_name="workflow_executions")
    op.drop_index(
        "idx_workflow_executions_active",
        table_name="workflow_executions",
        postgresql_where=sa.text("(status = ANY (ARRAY['building'::text, 'running'::text]))"),
    )
    op.drop_table("workflow_executions")
    op.drop_index("idx_workflow_edges_target_node_id", table_name="workflow_edges")
    op.drop_index("idx_workflow_edges_source_node_id", table_name="workflow_edges")
    op.drop_table("workflow_edges")
    op.drop_index("idx_workflow_work_queues_created_by", table_name="workflow_work_queues")
    op.drop_table("workflow_work_queues")
    op.drop_index("idx_workflow_versions_author", table_name="workflow_versions")
    op.drop_table("workflow_versions")
    op.drop_table("workflow_statistics")
    op.drop_index("idx_workflow_patches_author", table_name="workflow_patches")
    op.drop_table("workflow_patches")
    op.drop_index("idx_workflow_nodes_component_id", table_name="workflow_nodes")
    op.drop_index("idx_workflow_nodes_activity_id", table_name="workflow_nodes")
    op.drop_table("workflow_nodes")
    op.drop_index("idx_workflows_visibility_id", table_name="workflows")
    op.drop_index("idx_workflows_temporal_workflow_id", table_name="workflows")
    op.drop_index("idx_workflows_task_queue_id", table_name="workflows")
    op.drop_index("idx_workflows_status_id", table_name="workflows")
    op.drop_index("idx_workflows_project_id", table_name="workflows")
    op.drop_index("idx_workflows_parent_workflow_id", table_name="workflows")
    op.drop_index("idx_workflows_is_archived", table_name="workflows")
    op.drop_index("idx_workflows_current_version_id", table_name="workflows")
    op.drop_index(
        "idx_workflows_active", table_name="workflows", postgresql_where=sa.text("(is_archived = false)")
    )
    op.drop_table("workflows")
    op.drop_index("idx_workflow_workers_task_queue_name", table_name="workflow_workers")
    op.drop_index(
        "idx_workflow_workers_status",
        table_name="workflow_workers",
        postgresql_where=sa.text("(status = ANY (ARRAY['running'::text, 'starting'::text]))"),
    )
    op.drop_index("idx_workflow_workers_project_id", table_name="workflow_workers")
    op.drop_index(
        "idx_workflow_workers_heartbeat",
        table_name="workflow_workers",
        postgresql_where=sa.text("(status = 'running'::text)"),
    )
    op.drop_table("workflow_workers")
    op.drop_table("project_statistics")
    op.drop_index("unique_credentials_project_id_name", table_name="credentials")
    op.drop_index("idx_credentials_created_by", table_name="credentials")
    op.drop_table("credentials")
    op.drop_index("unique_projects_default", table_name="projects", postgresql_where=sa.text("is_default"))
    op.drop_index("idx_projects_organization_id", table_name="projects")
    op.drop_index(
        "idx_projects_is_archived", table_name="projects", postgresql_where=sa.text("(is_archived = false)")
    )
    op.drop_table("projects")
    op.drop_index("idx_organization_members_user_id", table_name="organization_members")
    op.drop_table("organization_members")
    op.drop_index("idx_components_visibility_id", table_name="components")
    op.drop_index("idx_components_migrate_to_component_id", table_name="components")
    op.drop_index("idx_components_deprecated", table_name="components")
    op.drop_index("idx_components_component_type_id", table_name="components")
    op.drop_index("idx_components_agent_prompt_id", table_name="components")
    op.drop_table("components")
    op.drop_index("idx_task_queues_created_by", table_name="task_queues")
    op.drop_table("task_queues")
    op.drop_index("idx_sign_in_links_user_id", table_name="sign_in_links")
    op.drop_table("sign_in_links")
    op.drop_index("idx_sessions_user_id", table_name="sessions")
    op.drop_index("idx_sessions_expires_at", table_name="sessions")
    op.drop_table("sessions")
    op.drop_index("unique_organizations_name", table_name="organizations")
    op.drop_index("idx_organizations_created_by", table_name="organizations")
    op.drop_table("organizations")
    op.drop_index("idx_audit_log_user_id", table_name="audit_log")
    op.drop_index("idx_audit_log_subject_id", table_name="audit_log")
    op.drop_index("idx_audit_log_created_at", table_name="audit_log")
    op.drop_table("audit_log")
    op.drop_index("idx_api_keys_user_id", table_name="api_keys")
    op.drop_table("api_keys")
    op.drop_index("idx_agent_prompts_visibility_id", table_name="agent_prompts")
    op.drop_index("idx_agent_prompts_migrate_to_prompt_id", table_name="agent_prompts")
    op.drop_table("agent_prompts")
    op.drop_index(
        "unique_activities_active_name", table_name="activities", postgresql_where=sa.text("is_active")
    )
    op.drop_index("idx_activities_migrate_to_activity_id", table_name="activities")
    op.drop_index("idx_activities_created_by", table_name="activities")
    op.drop_index("idx_activities_category", table_name="activities")
    op.drop_table("activities")
    op.drop_index("unique_users_email", table_name="users")
    op.drop_index("unique_users_auth_user_id", table_name="users")
    op.drop_index("idx_users_role_id", table_name="users")
    op.drop_table("users")
    op.drop_table("workflow_statuses")
    op.drop_table("user_roles")
    op.drop_table("component_visibility")
    op.drop_table("component_types")
    op.drop_table("blobs")
