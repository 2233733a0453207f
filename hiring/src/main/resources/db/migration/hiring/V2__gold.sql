-- What is known of each applicant; the columns from tem_email on are those that a model learns from. A gap is NULL.
CREATE TABLE applicants_feat (
    codigo text PRIMARY KEY,
    -- A pseudonym: the same for one person under two codes.
    person text NOT NULL,
    sex    text,
    pcd    boolean,
    born   date,
    tem_email real, tem_telefone real, tem_linkedin real, tem_local real, tem_objetivo real,
    email_corporativo real, salario_valor real, ingl_nenhum real, ingl_basico real, ingl_intermediario real,
    ingl_avancado real, ingl_outro real, esp_nenhum real, esp_basico real, esp_intermediario real,
    esp_avancado real, esp_outro real, outro_idioma_presente real, esc_pos real, esc_tecnologo real,
    esc_medio real, esc_superior_completo real, esc_superior_incompleto real, area_admin real, area_ti real,
    area_financeiro real, titulo_admin real, titulo_ti real, titulo_dados_bi real, titulo_financeiro real,
    cert_mos_word real, cert_mos_excel real, cert_mos_outlook real, cert_mos_powerpoint real, cert_sap_fi real,
    has_cert real, cv_excel_avancado real, cv_kpi real, cv_controladoria real, cv_contabil real,
    cv_financeiro real, cv_administrativo real, cv_sap real, cv_protheus real, cv_navision real,
    cv_tamanho_maior_1500 real
);

-- What became of each application. decided_on: of those that are no longer open.
CREATE TABLE prospects_labels (
    vaga       text NOT NULL,
    codigo     text NOT NULL,
    nth        integer NOT NULL,
    outcome    text NOT NULL CHECK (outcome IN ('hired', 'not_hired', 'open')),
    applied_on date,
    decided_on date,
    PRIMARY KEY (vaga, codigo, nth)
);
CREATE INDEX prospects_labels_codigo ON prospects_labels (codigo);

-- One row an applicant of whom something was decided. target: 1 if ever hired. decided_at: of the first hire, else of the last refusal.
CREATE TABLE gold_applicants (
    codigo     text PRIMARY KEY,
    person     text NOT NULL,
    target     smallint NOT NULL CHECK (target IN (0, 1)),
    decided_at date NOT NULL,
    sex        text,
    pcd        boolean,
    age_band   text,
    tem_email real, tem_telefone real, tem_linkedin real, tem_local real, tem_objetivo real,
    email_corporativo real, salario_valor real, ingl_nenhum real, ingl_basico real, ingl_intermediario real,
    ingl_avancado real, ingl_outro real, esp_nenhum real, esp_basico real, esp_intermediario real,
    esp_avancado real, esp_outro real, outro_idioma_presente real, esc_pos real, esc_tecnologo real,
    esc_medio real, esc_superior_completo real, esc_superior_incompleto real, area_admin real, area_ti real,
    area_financeiro real, titulo_admin real, titulo_ti real, titulo_dados_bi real, titulo_financeiro real,
    cert_mos_word real, cert_mos_excel real, cert_mos_outlook real, cert_mos_powerpoint real, cert_sap_fi real,
    has_cert real, cv_excel_avancado real, cv_kpi real, cv_controladoria real, cv_contabil real,
    cv_financeiro real, cv_administrativo real, cv_sap real, cv_protheus real, cv_navision real,
    cv_tamanho_maior_1500 real
);
CREATE INDEX gold_applicants_decided_at ON gold_applicants (decided_at);
