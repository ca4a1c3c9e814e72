"""The tables, one model each; importing this package declares all of them."""

from data.models.access import ApiKey, AuditEntry, Credential, Session, SignInLink
from data.models.base import metadata
from data.models.blob import Blob
from data.models.component import Activity, AgentPrompt, Component, ComponentType, ComponentVisibility
from data.models.execution import ComponentExecution, WorkflowExecution
from data.models.graph import WorkflowEdge, WorkflowNode
from data.models.messages import WorkflowQuery, WorkflowSignal, WorkflowWorkQueue
from data.models.project import Project, TaskQueue
from data.models.statistics import ProjectStatistics, WorkflowStatistics
from data.models.user import Organization, OrganizationMember, User, UserRole
from data.models.worker import WorkerStatus, WorkflowWorker
from data.models.workflow import Workflow, WorkflowPatch, WorkflowStatusRow, WorkflowVersion

__all__ = [
    "Activity",
    "AgentPrompt",
    "ApiKey",
    "AuditEntry",
    "Blob",
    "Component",
    "ComponentExecution",
    "ComponentType",
    "ComponentVisibility",
    "Credential",
    "Organization",
    "OrganizationMember",
    "Project",
    "ProjectStatistics",
    "Session",
    "SignInLink",
    "TaskQueue",
    "User",
    "UserRole",
    "WorkerStatus",
    "Workflow",
    "WorkflowEdge",
    "WorkflowExecution",
    "WorkflowNode",
    "WorkflowPatch",
    "WorkflowQuery",
    "WorkflowSignal",
    "WorkflowStatistics",
    "WorkflowStatusRow",
    "WorkflowVersion",
    "WorkflowWorkQueue",
    "WorkflowWorker",
    "metadata",
]
