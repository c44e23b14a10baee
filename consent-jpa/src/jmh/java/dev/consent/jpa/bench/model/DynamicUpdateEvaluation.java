package dev.consent.jpa.bench.model;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;

/**
 * Unprotected, and yet an update names the columns that changed and no others, as it has to where the values of others
 * may be hidden: what that costs by itself.
 */
@Entity
@Table(name = "evaluation")
@DynamicUpdate
public class DynamicUpdateEvaluation extends OpenEvaluation {}
