-- Every prediction as it was answered, from the events: each was durable before anybody heard it. The names of the columns, but for the first
-- three, are a contract with those who read them; payload is what was decided from, by the columns of the layout 'hiring'.
CREATE VIEW inference_log AS
SELECT e.decision                                  AS decision_id,
       e.decided_at,
       e.subject,
       e.at                                        AS ts,
       e.at                                        AS created_at,
       e.body->>'mode'                             AS model_mode,
       (e.body->>'threshold')::double precision    AS model_threshold,
       e.model || '/' || e.version                 AS model_path,
       (e.body->>'probability')::double precision  AS score,
       (e.body->>'decision')::boolean              AS decision,
       e.item                                      AS codigo_profissional,
       json_build_object('codigo_profissional', e.item, 'features', json_build_object(
            'tem_email', e.body->'features'->0, 'tem_telefone', e.body->'features'->1, 'tem_linkedin', e.body->'features'->2,
            'tem_local', e.body->'features'->3, 'tem_objetivo', e.body->'features'->4, 'email_corporativo', e.body->'features'->5,
            'salario_valor', e.body->'features'->6, 'ingl_nenhum', e.body->'features'->7, 'ingl_basico', e.body->'features'->8,
            'ingl_intermediario', e.body->'features'->9, 'ingl_avancado', e.body->'features'->10, 'ingl_outro', e.body->'features'->11,
            'esp_nenhum', e.body->'features'->12, 'esp_basico', e.body->'features'->13, 'esp_intermediario', e.body->'features'->14,
            'esp_avancado', e.body->'features'->15, 'esp_outro', e.body->'features'->16, 'outro_idioma_presente', e.body->'features'->17,
            'esc_pos', e.body->'features'->18, 'esc_tecnologo', e.body->'features'->19, 'esc_medio', e.body->'features'->20,
            'esc_superior_completo', e.body->'features'->21, 'esc_superior_incompleto', e.body->'features'->22, 'area_admin', e.body->'features'->23,
            'area_ti', e.body->'features'->24, 'area_financeiro', e.body->'features'->25, 'titulo_admin', e.body->'features'->26,
            'titulo_ti', e.body->'features'->27, 'titulo_dados_bi', e.body->'features'->28, 'titulo_financeiro', e.body->'features'->29,
            'cert_mos_word', e.body->'features'->30, 'cert_mos_excel', e.body->'features'->31, 'cert_mos_outlook', e.body->'features'->32,
            'cert_mos_powerpoint', e.body->'features'->33, 'cert_sap_fi', e.body->'features'->34, 'has_cert', e.body->'features'->35,
            'cv_excel_avancado', e.body->'features'->36, 'cv_kpi', e.body->'features'->37, 'cv_controladoria', e.body->'features'->38,
            'cv_contabil', e.body->'features'->39, 'cv_financeiro', e.body->'features'->40, 'cv_administrativo', e.body->'features'->41,
            'cv_sap', e.body->'features'->42, 'cv_protheus', e.body->'features'->43, 'cv_navision', e.body->'features'->44,
            'cv_tamanho_maior_1500', e.body->'features'->45)) AS payload
FROM event e
WHERE e.type = 'prediction' AND e.model = 'hiring-classifier';

-- The last word on what came of a prediction.
CREATE VIEW prediction_outcome AS
SELECT DISTINCT ON (o.decision) o.decision AS decision_id, o.decided_at, o.at, o.type = 'hired' AS hired
FROM event o
WHERE o.type IN ('hired', 'not_hired')
ORDER BY o.decision, o.at DESC, o.id DESC;
