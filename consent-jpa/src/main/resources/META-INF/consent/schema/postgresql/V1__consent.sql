-- The revisions of Envers. Leave these out where the application has a history already.
create sequence REVINFO_SEQ start with 1 increment by 50;
create table REVINFO (
    REV integer not null,
    REVTSTMP bigint,
    primary key (REV)
);

-- Consent's own tables.
create sequence consent_derived_given_up_seq start with 1 increment by 50;
create sequence consent_derived_keys_seq start with 1 increment by 50;
create sequence consent_erasure_model_seq start with 1 increment by 50;
create sequence consent_guardian_seq start with 1 increment by 50;
create sequence consent_hold_seq start with 1 increment by 50;
create sequence consent_obligation_seq start with 1 increment by 50;
create sequence consent_privileged_use_seq start with 1 increment by 50;
create sequence consent_question_seq start with 1 increment by 50;
create sequence consent_record_seq start with 1 increment by 50;
create sequence consent_sweep_run_seq start with 1 increment by 50;
create sequence consent_voice_seq start with 1 increment by 50;
create sequence consent_wording_seq start with 1 increment by 50;
create table consent_chain (
    id varchar(64) not null,
    last_hash varchar(64) not null,
    links bigint not null,
    primary key (id)
);
create table consent_derived_erasure (
    id uuid not null,
    copies varchar(8000) not null,
    erased_at timestamp(6) with time zone not null,
    obligations text,
    reasons varchar(255) not null,
    rule varchar(255) not null,
    subjects integer not null,
    primary key (id)
);
create table consent_derived_given_up (
    id bigint not null,
    given_up_at timestamp(6) with time zone not null,
    given_up_by varchar(64) not null,
    data varchar(64) not null,
    key_count bigint not null,
    reason varchar(500) not null,
    primary key (id)
);
create table consent_derived_keys (
    id bigint not null,
    attempts integer not null,
    last_error varchar(255),
    next_attempt_at timestamp(6) with time zone not null,
    attributes varchar(4000),
    key_count integer not null,
    data varchar(64) not null,
    due_at timestamp(6) with time zone not null,
    entity varchar(500) not null,
    erased_at timestamp(6) with time zone not null,
    erasure uuid not null,
    reasons varchar(255) not null,
    row_keys text not null,
    primary key (id)
);
create table consent_erasure_model (
    id bigint not null,
    cause varchar(1000) not null,
    counts_until timestamp(6) with time zone not null,
    digest varchar(64) not null,
    fingerprint varchar(64) not null,
    generation bigint not null,
    primary key (id)
);
create table consent_guardian (
    id bigint not null,
    appointed_at timestamp(6) with time zone not null,
    appointed_by varchar(64) not null,
    guardian_id varchar(64) not null,
    removed_at timestamp(6) with time zone,
    removed_by varchar(64),
    guardian_role varchar(16) not null check ((guardian_role in ('SUBJECT','PARENT','LEGAL_GUARDIAN','STAFF','OPERATOR'))),
    subject_key varchar(64) not null,
    subject_type varchar(64) not null,
    primary key (id)
);
create table consent_hold (
    id bigint not null,
    basis varchar(32) check ((basis in ('FREEDOM_OF_EXPRESSION','LEGAL_OBLIGATION','PUBLIC_HEALTH','ARCHIVING','LEGAL_CLAIMS','RESTRICTION'))),
    ended_at timestamp(6) with time zone,
    ended_by varchar(64),
    entity varchar(255),
    in_force_at timestamp(6) with time zone,
    kind varchar(16) not null check ((kind in ('PERSON','TYPE','ROW','PAUSE'))),
    mask_before bigint,
    placed_at timestamp(6) with time zone not null,
    placed_by varchar(64) not null,
    reason varchar(500) not null,
    row_key varchar(1000),
    settled boolean not null,
    subject_key varchar(64),
    subject_type varchar(64),
    valid_until timestamp(6) with time zone,
    primary key (id)
);
create table consent_ledger_link (
    id bigint not null,
    hash varchar(64) not null,
    previous_hash varchar(64) not null,
    content_hash varchar(64) not null,
    history_of varchar(64) not null,
    revision bigint not null,
    row_id bigint not null,
    primary key (id)
);
create table consent_notice (
    id uuid not null,
    attempts integer not null,
    last_error varchar(255),
    next_attempt_at timestamp(6) with time zone not null,
    subject_key varchar(64) not null,
    subject_type varchar(64) not null,
    acknowledged_at timestamp(6) with time zone,
    created_at timestamp(6) with time zone not null,
    due_at timestamp(6) with time zone not null,
    kind varchar(32) not null check ((kind in ('WITHDRAWAL','ERASURE','CORRECTION','RESTRICTION','RESTRICTION_LIFTED','DELIVER_AGAIN'))),
    party varchar(64) not null,
    purpose varchar(64) not null,
    sent_at timestamp(6) with time zone,
    state varchar(16) not null check ((state in ('PENDING','SENT','ACKNOWLEDGED','CANCELLED'))),
    primary key (id)
);
create table consent_obligation (
    id bigint not null,
    attempts integer not null,
    last_error varchar(255),
    next_attempt_at timestamp(6) with time zone not null,
    subject_key varchar(64) not null,
    subject_type varchar(64) not null,
    due_at timestamp(6) with time zone not null,
    erased_so_far varchar(8000),
    erasing_since timestamp(6) with time zone,
    not_before timestamp(6) with time zone not null,
    purpose varchar(64),
    reason varchar(32) not null check ((reason in ('PURPOSE_ENDED','TERM_AFTER_PURPOSE','FORGET','TERM_FROM_DATE'))),
    receipt_id bigint,
    reference uuid not null unique,
    requested_at timestamp(6) with time zone not null,
    state varchar(16) not null check ((state in ('PENDING','FAILED','HELD','AWAITING','DONE','CANCELLED'))),
    primary key (id)
);
create table consent_privileged_use (
    id bigint not null,
    actor varchar(64) not null,
    opened_at timestamp(6) with time zone not null,
    reason varchar(500) not null,
    open_until timestamp(6) with time zone not null,
    primary key (id)
);
create table consent_purpose (
    code varchar(64) not null,
    mask_bit integer not null unique,
    primary key (code)
);
create table consent_question (
    id bigint not null,
    channel varchar(64) not null,
    decided_at timestamp(6) with time zone not null,
    evidence varchar(255),
    grantor_id varchar(64) not null,
    grantor_role varchar(16) not null check ((grantor_role in ('SUBJECT','PARENT','LEGAL_GUARDIAN','STAFF','OPERATOR'))),
    made_at timestamp(6) with time zone,
    purpose varchar(64) not null,
    recorded_by varchar(64) not null,
    state varchar(16) not null check ((state in ('UNKNOWN','REQUESTED','DEFERRED','GIVEN','RENEWED','REFUSED','WITHDRAWN','REVOKED','EXPIRED','INVALIDATED'))),
    subject_key varchar(64) not null,
    subject_type varchar(64) not null,
    valid_until timestamp(6) with time zone,
    worded_at timestamp(6) with time zone not null,
    wording_language varchar(35),
    wording_sha256 varchar(64),
    wording_version varchar(64),
    primary key (id),
    constraint consent_question_subject_purpose unique (subject_type, subject_key, purpose, grantor_id)
);
create table consent_question_AUD (
    id bigint not null,
    REV integer not null,
    REVTYPE smallint,
    channel varchar(64),
    decided_at timestamp(6) with time zone,
    evidence varchar(255),
    grantor_id varchar(64),
    grantor_role varchar(16) check ((grantor_role in ('SUBJECT','PARENT','LEGAL_GUARDIAN','STAFF','OPERATOR'))),
    made_at timestamp(6) with time zone,
    purpose varchar(64),
    recorded_by varchar(64),
    state varchar(16) check ((state in ('UNKNOWN','REQUESTED','DEFERRED','GIVEN','RENEWED','REFUSED','WITHDRAWN','REVOKED','EXPIRED','INVALIDATED'))),
    subject_key varchar(64),
    subject_type varchar(64),
    valid_until timestamp(6) with time zone,
    worded_at timestamp(6) with time zone,
    wording_language varchar(35),
    wording_sha256 varchar(64),
    wording_version varchar(64),
    primary key (REV, id)
);
create table consent_receipt (
    id bigint not null,
    hash varchar(64) not null,
    previous_hash varchar(64) not null,
    finished_at timestamp(6) with time zone not null,
    reasons varchar(255) not null,
    reference uuid not null unique,
    erased_rows varchar(8000) not null,
    rule varchar(255) not null,
    started_at timestamp(6) with time zone not null,
    subjects integer not null,
    version varchar(64) not null,
    primary key (id)
);
create table consent_record (
    id bigint not null,
    channel varchar(64) not null,
    decided_at timestamp(6) with time zone not null,
    evidence varchar(255),
    grantor_id varchar(64) not null,
    grantor_role varchar(16) not null check ((grantor_role in ('SUBJECT','PARENT','LEGAL_GUARDIAN','STAFF','OPERATOR'))),
    made_at timestamp(6) with time zone,
    purpose varchar(64) not null,
    recorded_by varchar(64) not null,
    state varchar(16) not null check ((state in ('UNKNOWN','REQUESTED','DEFERRED','GIVEN','RENEWED','REFUSED','WITHDRAWN','REVOKED','EXPIRED','INVALIDATED'))),
    subject_key varchar(64) not null,
    subject_type varchar(64) not null,
    valid_until timestamp(6) with time zone,
    worded_at timestamp(6) with time zone not null,
    wording_language varchar(35),
    wording_sha256 varchar(64),
    wording_version varchar(64),
    of_age_at timestamp(6) with time zone,
    primary key (id),
    constraint consent_record_subject_purpose unique (subject_type, subject_key, purpose)
);
create table consent_record_AUD (
    id bigint not null,
    REV integer not null,
    REVTYPE smallint,
    channel varchar(64),
    decided_at timestamp(6) with time zone,
    evidence varchar(255),
    grantor_id varchar(64),
    grantor_role varchar(16) check ((grantor_role in ('SUBJECT','PARENT','LEGAL_GUARDIAN','STAFF','OPERATOR'))),
    made_at timestamp(6) with time zone,
    purpose varchar(64),
    recorded_by varchar(64),
    state varchar(16) check ((state in ('UNKNOWN','REQUESTED','DEFERRED','GIVEN','RENEWED','REFUSED','WITHDRAWN','REVOKED','EXPIRED','INVALIDATED'))),
    subject_key varchar(64),
    subject_type varchar(64),
    valid_until timestamp(6) with time zone,
    worded_at timestamp(6) with time zone,
    wording_language varchar(35),
    wording_sha256 varchar(64),
    wording_version varchar(64),
    of_age_at timestamp(6) with time zone,
    primary key (REV, id)
);
create table consent_replayed (
    intent uuid not null,
    replayed_at timestamp(6) with time zone not null,
    primary key (intent)
);
create table consent_subject (
    subject_type varchar(64) not null,
    subject_key varchar(64) not null,
    mask bigint not null,
    primary key (subject_type, subject_key)
);
create table consent_sweep_lock (
    id integer not null,
    turns bigint not null,
    primary key (id)
);
create table consent_sweep_run (
    id bigint not null,
    done bigint not null,
    seen_at timestamp(6) with time zone not null,
    worked_nanos bigint not null,
    primary key (id)
);
create table consent_voice (
    id bigint not null,
    channel varchar(64) not null,
    decided_at timestamp(6) with time zone not null,
    evidence varchar(255),
    grantor_id varchar(64) not null,
    grantor_role varchar(16) not null check ((grantor_role in ('SUBJECT','PARENT','LEGAL_GUARDIAN','STAFF','OPERATOR'))),
    made_at timestamp(6) with time zone,
    purpose varchar(64) not null,
    recorded_by varchar(64) not null,
    state varchar(16) not null check ((state in ('UNKNOWN','REQUESTED','DEFERRED','GIVEN','RENEWED','REFUSED','WITHDRAWN','REVOKED','EXPIRED','INVALIDATED'))),
    subject_key varchar(64) not null,
    subject_type varchar(64) not null,
    valid_until timestamp(6) with time zone,
    worded_at timestamp(6) with time zone not null,
    wording_language varchar(35),
    wording_sha256 varchar(64),
    wording_version varchar(64),
    counts boolean not null,
    primary key (id),
    constraint consent_voice_subject_purpose unique (subject_type, subject_key, purpose, grantor_id)
);
create table consent_voice_AUD (
    id bigint not null,
    REV integer not null,
    REVTYPE smallint,
    channel varchar(64),
    decided_at timestamp(6) with time zone,
    evidence varchar(255),
    grantor_id varchar(64),
    grantor_role varchar(16) check ((grantor_role in ('SUBJECT','PARENT','LEGAL_GUARDIAN','STAFF','OPERATOR'))),
    made_at timestamp(6) with time zone,
    purpose varchar(64),
    recorded_by varchar(64),
    state varchar(16) check ((state in ('UNKNOWN','REQUESTED','DEFERRED','GIVEN','RENEWED','REFUSED','WITHDRAWN','REVOKED','EXPIRED','INVALIDATED'))),
    subject_key varchar(64),
    subject_type varchar(64),
    valid_until timestamp(6) with time zone,
    worded_at timestamp(6) with time zone,
    wording_language varchar(35),
    wording_sha256 varchar(64),
    wording_version varchar(64),
    primary key (REV, id)
);
create table consent_wording (
    id bigint not null,
    change_kind varchar(16) not null check ((change_kind in ('MINOR','MATERIAL'))),
    language varchar(35) not null,
    published_at timestamp(6) with time zone not null,
    purpose varchar(64) not null,
    sha256 varchar(64) not null,
    text text not null,
    version varchar(64) not null,
    primary key (id),
    constraint consent_wording_version_language unique (purpose, version, language)
);
create index consent_derived_keys_next 
   on consent_derived_keys (data, next_attempt_at, id);
create index consent_derived_keys_due 
   on consent_derived_keys (due_at, id);
create index consent_derived_keys_erasure 
   on consent_derived_keys (erasure);
create index consent_guardian_subject 
   on consent_guardian (subject_type, subject_key);
create index consent_hold_settled 
   on consent_hold (settled, id);
create index consent_hold_subject 
   on consent_hold (subject_type, subject_key);
create index consent_ledger_link_row 
   on consent_ledger_link (history_of, row_id, revision);
create index consent_notice_next 
   on consent_notice (state, next_attempt_at);
create index consent_notice_due 
   on consent_notice (state, due_at);
create index consent_notice_created 
   on consent_notice (created_at, id);
create index consent_notice_subject 
   on consent_notice (subject_type, subject_key);
create index consent_obligation_next 
   on consent_obligation (state, next_attempt_at, id);
create index consent_obligation_due 
   on consent_obligation (state, due_at, id);
create index consent_obligation_subject 
   on consent_obligation (subject_type, subject_key);
create index consent_record_valid_until 
   on consent_record (state, valid_until);
create index consent_record_worded_at 
   on consent_record (purpose, worded_at);
create index consent_record_of_age_at 
   on consent_record (state, of_age_at);
create index consent_sweep_run_seen 
   on consent_sweep_run (seen_at);
alter table if exists consent_question_AUD 
   add constraint FKt1ehmw9dh6daiob2rfi9stub3 
   foreign key (REV) 
   references REVINFO;
alter table if exists consent_record_AUD 
   add constraint FKqumy5h1ak8rgxilwcodv07aa9 
   foreign key (REV) 
   references REVINFO;
alter table if exists consent_voice_AUD 
   add constraint FKo1feacvmuigq6r1lgavjn21nm 
   foreign key (REV) 
   references REVINFO;
