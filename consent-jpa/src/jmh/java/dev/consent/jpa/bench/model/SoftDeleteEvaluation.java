package dev.consent.jpa.bench.model;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.SoftDelete;

/** By hand: the flag of a soft delete, which cannot be taken back. */
@Entity
@Table(name = "evaluation")
@SoftDelete(columnName = "withdrawn")
public class SoftDeleteEvaluation extends OpenEvaluation {}
